using System.CommandLine;
using MigSim.Experiments.Input;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim schema</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "schema",
            "Prints the JSON Schema of scenario files, for editors."
        );
        command.SetAction(_ =>
        {
            environment.Output.WriteLine(ScenarioSchema.Write().TrimEnd());
            return ExitCode.Done;
        });
        return command;
    }
}
