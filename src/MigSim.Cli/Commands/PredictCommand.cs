using System.CommandLine;
using MigSim.Calibration.Cases;
using MigSim.Cli.Prediction;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim predict</c>: its arguments and options.</summary>
internal static class PredictCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cases = new Argument<string>("CASES")
        {
            Description =
                "The cases (CSV): one migration per row, under the names of columns; any of "
                + $"{CaseHeader.KnownColumns.Replace(",", ", ", StringComparison.Ordinal)}.",
        };
        var profile = new Option<string?>("--profile")
        {
            Description =
                "A profile (YAML) with constants of engines and with curves of dirty memory.",
            HelpName = "FILE",
        };
        var output = new Option<string?>("--output")
        {
            Description = "The file for the results; without it they are printed.",
            HelpName = "OUT",
        };
        var command = new Command(
            "predict",
            "Predicts migrations without a testbed. Each row comes back with its verdict, total "
                + "time, downtime, bytes and rounds; rows that are wrong are named."
        )
        {
            cases,
            profile,
            output,
        };
        command.SetAction(parsed =>
            new PredictionRun(
                environment,
                parsed.GetRequiredValue(cases),
                parsed.GetValue(profile),
                parsed.GetValue(output)
            ).Execute()
        );
        return command;
    }
}
