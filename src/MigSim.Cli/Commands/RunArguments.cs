using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using MigSim.Experiments.Input;
using MigSim.Experiments.Running;

namespace MigSim.Cli.Commands;

/// <summary>The options of <c>migsim run</c>, each with what it may be.</summary>
internal static class RunArguments
{
    /// <summary>The word for a cluster.</summary>
    public const string SlurmEngine = "slurm";

    private static IReadOnlyDictionary<string, string> OwnSlurmOptions =>
        new Dictionary<string, string>
        {
            ["array"] = "--shards says how many there are",
            ["chdir"] = "the shards run where migsim does",
            ["output"] = "logs are in shards/logs/ in the study's folder",
            ["error"] = "logs are in shards/logs/ in the study's folder",
            ["wrap"] = "the shards run migsim",
            ["parsable"] = "migsim reads what sbatch prints",
            ["wait"] = "migsim follows the jobs",
        };

    public static Argument<string> Scenario() =>
        new("SCENARIO") { Description = "The scenario file (YAML)." };

    public static Option<bool> DryRun() =>
        new("--dry-run")
        {
            Description =
                "On a lab: print every command with its host, and run none. '--seed', "
                + "'--replications' and '--output' mean nothing then.",
        };

    public static Option<string> Testbed() =>
        new("--testbed")
        {
            Description =
                "What to run on: 'sim' is the simulator; a file describes a lab, which is brought up "
                + "for the run if it is a virtual one and is not up yet.",
            HelpName = "sim|FILE",
            DefaultValueFactory = _ => RunOptions.Simulator,
        };

    public static Option<string[]> Override()
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

    public static Option<string?> Output()
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

    public static Option<string> Format() =>
        Choice(
            "--format",
            "'text' prints tables; 'json' prints one document: the reports, or the summary of "
                + "several replications.",
            "text",
            "json"
        );

    public static Option<Shard?> Shard() =>
        new("--shard")
        {
            Description =
                "Makes one of N parts of the study, from 1 on, and writes its journal to "
                + "shards/I-of-N.jsonl in the study's folder. The parts may run on several machines "
                + "that share the folder. The same command with --resume in place of --shard collects "
                + "them.",
            HelpName = "I/N",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                var shard = Experiments.Running.Shard.Parse(text);
                if (shard is null)
                {
                    result.AddError($"--shard: '{text}' is not I/N with I from 1 to N, as in 2/7");
                }

                return shard;
            },
        };

    public static Option<string> Engine() =>
        Choice(
            "--engine",
            "Where the runs are made: 'local' is this machine; 'slurm' submits them as a job array of "
                + "shards, follows it, and collects the results. The study's folder must be "
                + "reachable from the cluster's nodes under the same name.",
            "local",
            SlurmEngine
        );

    public static Option<string[]> Slurm()
    {
        var option = new Option<string[]>("--slurm")
        {
            Description =
                "With --engine slurm: an option of sbatch, as in --slurm partition=main or --slurm "
                + "time=30 or --slurm exclusive. May be given several times. With cpus-per-task=N each "
                + "shard makes N runs at a time, else 1.",
            HelpName = "option[=value]",
        };
        option.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value))
            {
                string name = text.Split('=')[0].Trim();
                if (name.Length == 0 || name.StartsWith('-') || name.Contains(' '))
                {
                    result.AddError(
                        $"--slurm: '{text}' is no option of sbatch without its dashes, as in partition=main"
                    );
                }
                else if (OwnSlurmOptions.TryGetValue(name, out string? why))
                {
                    result.AddError($"--slurm: '{name}' is set by migsim: {why}");
                }
            }
        });
        return option;
    }

    public static Option<T?> Number<T>(string name, string description, T min, T max)
        where T : struct, IBinaryInteger<T> =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Parse(result, name, min, max),
        };

    public static Option<T> Number<T>(string name, string description, T usual, T min, T max)
        where T : struct, IBinaryInteger<T> =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
            CustomParser = result => Parse(result, name, min, max) ?? usual,
        };

    private static T? Parse<T>(ArgumentResult result, string name, T min, T max)
        where T : struct, IBinaryInteger<T>
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
        return null;
    }

    private static Option<string> Choice(string name, string description, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
        };
        option.Validators.Add(result =>
        {
            string word = result.GetValueOrDefault<string>() ?? "";
            if (!words.Contains(word))
            {
                string? nearest = Nearest.Of(word, words);
                result.AddError(
                    $"{name}: '{word}' is not {string.Join(" or ", words.Select(w => $"'{w}'"))}"
                        + (nearest is null ? "" : $"; did you mean '{nearest}'?")
                );
            }
        });
        return option;
    }
}
