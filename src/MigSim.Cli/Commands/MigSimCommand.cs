using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using MigSim.Cli.Running;
using MigSim.Experiments.Input;
using MigSim.Lab.Lifecycle;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Commands;

/// <summary>The command line: finds the command, runs it, and turns failures into exit codes.</summary>
internal static class MigSimCommand
{
    /// <summary>Runs the command that the arguments name.</summary>
    public static int Invoke(IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        ParseResult result = Create(environment).Parse(arguments);
        IReadOnlyList<string> mistakes = CommandLineMistakes.Of(result);
        if (mistakes.Count > 0)
        {
            return Fail(environment, mistakes, ExitCode.InputWrong);
        }

        try
        {
            return result.Invoke(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = environment.Output,
                    Error = environment.Error,
                }
            );
        }
        catch (InputException e)
        {
            return Fail(
                environment,
                e.Errors.Select(error => error.ToString()),
                ExitCode.InputWrong
            );
        }
        catch (OutputException e)
        {
            return Fail(environment, [e.Message], e.ExitCode);
        }
        catch (LabException e)
        {
            return Fail(environment, [e.Message], ExitCode.TestbedFailed);
        }
        catch (OperationCanceledException)
        {
            return Fail(environment, ["interrupted"], ExitCode.Interrupted);
        }
        catch (Exception e)
        {
            string text = environment.ShowsStackTraces
                ? e.ToString()
                : $"{e.Message} (MIGSIM_DEBUG=1 shows where)";
            return Fail(environment, [text], ExitCode.TestbedFailed);
        }
    }

    private static RootCommand Create(CliEnvironment environment)
    {
        var root = new RootCommand(
            "Simulates the migration and failover of virtual machines, and compares the results "
                + "with published and measured ones."
        );
        root.Subcommands.Add(RunCommand.Create(environment));
        root.Subcommands.Add(CompareCommand.Create(environment));
        root.Subcommands.Add(ReportCommand.Create(environment));
        root.Subcommands.Add(PredictCommand.Create(environment));
        root.Subcommands.Add(ValidateCommand.Create(environment));
        root.Subcommands.Add(CalibrateCommand.Create(environment));
        root.Subcommands.Add(LabCommand.Create(environment));
        root.Subcommands.Add(SchemaCommand.Create(environment));
        return root;
    }

    private static int Fail(CliEnvironment environment, IEnumerable<string> messages, int exitCode)
    {
        foreach (string message in messages)
        {
            environment.Error.WriteLine(message);
        }

        return exitCode;
    }
}
