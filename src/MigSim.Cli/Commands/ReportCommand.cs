using System.CommandLine;
using MigSim.Cli.Comparing;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim report</c>: its arguments and options.</summary>
internal static class ReportCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description =
                "The folder of a run, a folder with such folders in it, or several with '*' in the "
                + "last part of the name.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--output")
        {
            Description =
                "The file for the page (.html), or the folder for it. Without it: report.html in the "
                + "folder that was named; of several, in the current one.",
            HelpName = "FILE",
        };
        var command = new Command(
            "report",
            "Makes one page of one or several runs, which needs no other file and no network."
        )
        {
            runs,
            output,
        };
        command.SetAction(parsed =>
            new PageRun(
                environment,
                [.. parsed.GetRequiredValue(runs)],
                parsed.GetValue(output)
            ).Execute()
        );
        return command;
    }
}
