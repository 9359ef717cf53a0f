using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using MigSim.Cli.Running;
using MigSim.Experiments.Input;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim run</c>: its arguments and options.</summary>
internal static class RunCommand
{
    private const int ReplicationsMax = 1_000_000;
    private const int ParallelMax = 1024;

    public static Command Create(CliEnvironment environment)
    {
        Argument<string> scenario = Scenario();
        Option<string> testbed = Testbed();
        Option<ulong> seed = Number(
            "--seed",
            "The number that fixes all randomness; replications count on from it.",
            1UL,
            0UL,
            ulong.MaxValue
        );
        Option<int> replications = Number(
            "--replications",
            "How many runs each point has. With more than ten, only the folders of runs in which "
                + "a check fails are kept.",
            1,
            1,
            ReplicationsMax
        );
        Option<string[]> set = Override();
        Option<int> parallel = Number(
            "--parallel",
            "How many runs are made at the same time; all processors if absent. The results do "
                + "not depend on it.",
            Math.Min(Environment.ProcessorCount, ParallelMax),
            1,
            ParallelMax
        );
        var keep = new Option<bool>("--keep") { Description = "Keep the folders of all runs." };
        Option<bool> dryRun = DryRun();
        Option<bool> predict = Predict();
        var campaign = new Option<string?>("--campaign")
        {
            Description =
                "With --predict: the campaign that keeps the scores; if absent, the one that the "
                + "scenario's constants were fitted by.",
            HelpName = "DIR",
        };
        Option<string?> output = Output();
        Option<string> format = Format();
        var command = new Command(
            "run",
            "Runs an experiment and compares it with published values. A field of the scenario "
                + "that holds a list is an axis: every combination is a point, and is run."
        )
        {
            scenario,
            testbed,
            seed,
            replications,
            set,
            parallel,
            keep,
            dryRun,
            predict,
            campaign,
            output,
            format,
        };
        command.SetAction(parsed =>
            new StudyRun(
                environment,
                new RunOptions
                {
                    Scenario = parsed.GetRequiredValue(scenario),
                    Testbed = parsed.GetRequiredValue(testbed),
                    Seed = parsed.GetValue(seed),
                    Replications = parsed.GetValue(replications),
                    Overrides = [.. parsed.GetValue(set) ?? []],
                    Parallel = parsed.GetValue(parallel),
                    Keep = parsed.GetValue(keep),
                    IsDryRun = parsed.GetValue(dryRun),
                    IsPredicted = parsed.GetValue(predict),
                    Campaign = parsed.GetValue(campaign),
                    Output = parsed.GetValue(output),
                    AsJson = parsed.GetValue(format) == "json",
                }
            ).Execute()
        );
        return command;
    }

    private static Argument<string> Scenario() =>
        new("SCENARIO") { Description = "The scenario file (YAML)." };

    private static Option<bool> DryRun() =>
        new("--dry-run")
        {
            Description =
                "On a lab: print every command with its host, and run none. '--seed', "
                + "'--replications' and '--output' mean nothing then.",
        };

    private static Option<bool> Predict() =>
        new("--predict")
        {
            Description =
                "On a lab: simulate the runs first, print what is predicted with intervals, and "
                + "score the predictions afterwards.",
        };

    private static Option<string> Testbed() =>
        new("--testbed")
        {
            Description =
                "What to run on: 'sim' is the simulator; a file describes a lab, which is brought up "
                + "for the run if it is a virtual one and is not up yet.",
            HelpName = "sim|FILE",
            DefaultValueFactory = _ => RunOptions.Simulator,
        };

    private static Option<string[]> Override()
    {
        var option = new Option<string[]>("--set")
        {
            Description =
                "Replaces one value of the scenario, as in --set failure.at=5s; narrows an axis, "
                + "as in --set script=live-migrate. May be given several times.",
            HelpName = "path=value",
        };
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                if (token.Value.IndexOf('=', StringComparison.Ordinal) <= 0)
                {
                    result.AddError($"--set: '{token.Value}' is not path=value");
                }
            }
        });
        return option;
    }

    private static Option<string?> Output()
    {
        var option = new Option<string?>("--output")
        {
            Description =
                "The folder for the results. For a single run it is the run's folder; for several "
                + "it holds POINT/TESTBED-SEED/ and the summary. Without it: "
                + "runs/SCENARIO/POINT/TESTBED-SEED/.",
            HelpName = "DIR",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is "")
            {
                result.AddError("--output: the folder's name is empty");
            }
        });
        return option;
    }

    private static Option<string> Format()
    {
        var option = new Option<string>("--format")
        {
            Description =
                "'text' prints tables; 'json' prints one document: the reports, or the summary of "
                + "several replications.",
            HelpName = "text|json",
            DefaultValueFactory = _ => "text",
        };
        option.Validators.Add(result =>
        {
            string format = result.GetValueOrDefault<string>() ?? "";
            if (format is not ("text" or "json"))
            {
                string? nearest = Nearest.Of(format, ["text", "json"]);
                result.AddError(
                    $"--format: '{format}' is not 'text' or 'json'"
                        + (nearest is null ? "" : $"; did you mean '{nearest}'?")
                );
            }
        });
        return option;
    }

    private static Option<T> Number<T>(string name, string description, T usual, T min, T max)
        where T : struct, IBinaryInteger<T> =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (
                    T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T number)
                    && number >= min
                    && number <= max
                )
                {
                    return number;
                }

                result.AddError($"{name}: '{text}' is not a whole number from {min} to {max}");
                return usual;
            },
        };
}
