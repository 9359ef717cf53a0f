using System.CommandLine;
using MigSim.Cli.Prediction;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim validate</c>: its arguments.</summary>
internal static class ValidateCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var suite = new Argument<string>("SUITE")
        {
            Description =
                "The suite (YAML): measured migrations, and the profile that predicts them.",
        };
        var cases = new Option<bool>("--cases") { Description = "Print every case too." };
        var command = new Command(
            "validate",
            "Compares predictions with measurements. Cases that constants were fitted to and cases "
                + "that check them are never added up."
        )
        {
            suite,
            cases,
        };
        command.SetAction(parsed =>
            new ValidationRun(
                environment,
                parsed.GetRequiredValue(suite),
                parsed.GetValue(cases)
            ).Execute()
        );
        return command;
    }
}
