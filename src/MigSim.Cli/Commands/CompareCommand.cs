using System.CommandLine;
using System.Globalization;
using MigSim.Cli.Comparing;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Input;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim compare</c>: its arguments and options.</summary>
internal static class CompareCommand
{
    private const double UsualTolerance = 0.05;

    private static readonly string[] s_pairings = ["auto", "seed", "none"];

    public static Command Create(CliEnvironment environment)
    {
        Argument<string> left = Side("LEFT", "The runs to compare with");
        Argument<string> right = Side("RIGHT", "The runs that are compared with them");
        Option<double> tolerance = Tolerance();
        var metrics = new Option<string[]>("--metric")
        {
            Description =
                "Compares only metrics of that name, with '*' for any letters, as in "
                + "--metric 'rtt.*.mean_ms'. May be given several times.",
            HelpName = "NAME",
        };
        Option<string> pairing = Choice(
            "--pairing",
            "Which runs belong together: 'seed' pairs those of equal seed, 'none' pairs none; 'auto' "
                + "pairs simulated runs if both sides have the same seeds.",
            s_pairings
        );
        var output = new Option<string?>("--output")
        {
            Description =
                "The folder for report.html, comparison.json and the pictures. Without it: "
                + "runs/comparisons/SCENARIO/RIGHT-against-LEFT/.",
            HelpName = "DIR",
        };
        Option<string> format = Choice(
            "--format",
            "'text' prints tables; 'json' prints one document.",
            ["text", "json"]
        );
        var command = new Command(
            "compare",
            "Compares two runs or two sets of runs of a scenario, metric by metric, with intervals, a "
                + "verdict on each, and pictures. Exit code 1 if a tolerance was given and a metric "
                + "is not shown to be within it."
        )
        {
            left,
            right,
            tolerance,
            metrics,
            pairing,
            output,
            format,
        };
        command.SetAction(parsed =>
            new ComparisonRun(
                environment,
                new CompareOptions
                {
                    Left = parsed.GetRequiredValue(left),
                    Right = parsed.GetRequiredValue(right),
                    Comparison = new ComparisonOptions
                    {
                        Tolerance = parsed.GetValue(tolerance),
                        Pairing = Enum.Parse<Pairing>(parsed.GetValue(pairing)!, ignoreCase: true),
                        Metrics = [.. parsed.GetValue(metrics) ?? []],
                    },
                    IsCheck = parsed.GetResult(tolerance) is { Implicit: false },
                    Output = parsed.GetValue(output),
                    AsJson = parsed.GetValue(format) == "json",
                }
            ).Execute()
        );
        return command;
    }

    private static Argument<string> Side(string name, string description) =>
        new(name)
        {
            Description =
                description
                + ": the folder of a run, a folder with such folders in it, or several with '*' in the "
                + "last part of the name.",
        };

    private static Option<double> Tolerance() =>
        new("--tolerance")
        {
            Description = "How far the means may be apart; 5% if absent, and then only shown.",
            HelpName = "PERCENT",
            DefaultValueFactory = _ => UsualTolerance,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (
                    text.EndsWith('%')
                    && double.TryParse(
                        text[..^1].Trim(),
                        NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out double percent
                    )
                    && percent is > 0 and < 100
                )
                {
                    return percent / 100;
                }

                result.AddError(
                    $"--tolerance: '{text}' is not a percentage above 0 and below 100, as in 5%"
                );
                return UsualTolerance;
            },
        };

    private static Option<string> Choice(string name, string description, string[] choices)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', choices),
            DefaultValueFactory = _ => choices[0],
        };
        option.Validators.Add(result =>
        {
            string found = result.GetValueOrDefault<string>() ?? "";
            if (!choices.Contains(found))
            {
                string? nearest = Nearest.Of(found, choices);
                result.AddError(
                    $"{name}: '{found}' is not {string.Join(" or ", choices.Select(c => $"'{c}'"))}"
                        + (nearest is null ? "" : $"; did you mean '{nearest}'?")
                );
            }
        });
        return option;
    }
}
