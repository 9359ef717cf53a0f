using System.CommandLine;
using MigSim.Cli.Calibrating;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim calibrate</c>: its verbs, arguments and options.</summary>
internal static class CalibrateCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "calibrate",
            "Fits parameters of models to measured runs, and brings fits into use."
        );
        command.Subcommands.Add(Fit(environment));
        command.Subcommands.Add(Promote(environment));
        command.Subcommands.Add(Plan(environment));
        command.Subcommands.Add(Import(environment));
        return command;
    }

    private static Argument<string> Campaign() =>
        new("CAMPAIGN") { Description = "The folder of the campaign." };

    private static Option<string?> Which() =>
        new("--fit") { Description = "The fit, if the campaign has several.", HelpName = "NAME" };

    private static Option<string?> Output(string description) =>
        new("--output") { Description = description, HelpName = "FILE" };

    private static Command Fit(CliEnvironment environment)
    {
        Argument<string> campaign = Campaign();
        Option<string?> which = Which();
        Option<string?> output = Output(
            "The file for the fit; without it the campaign's fits and plots are written."
        );
        var seed = new Option<ulong>("--seed")
        {
            Description = "Fixes what is drawn.",
            DefaultValueFactory = _ => 1,
        };
        var bootstraps = new Option<int?>("--bootstraps")
        {
            Description =
                "How often the cells are drawn again for intervals; what the campaign says, or 200, if "
                + "absent.",
        };
        var outliers = new Option<bool>("--without-outliers")
        {
            Description = "Leave out runs that are far from the others; otherwise they are named.",
        };
        var command = new Command(
            "fit",
            "Fits the parameters that the campaign names, says how certain each is and what the runs "
                + "cannot tell, and predicts the runs that were held back."
        )
        {
            campaign,
            which,
            output,
            seed,
            bootstraps,
            outliers,
        };
        command.SetAction(parsed =>
            new FitRun(
                environment,
                new FitOptions(
                    parsed.GetRequiredValue(campaign),
                    parsed.GetValue(which),
                    parsed.GetValue(output),
                    parsed.GetValue(seed),
                    parsed.GetValue(bootstraps),
                    parsed.GetValue(outliers)
                )
            ).Execute()
        );
        return command;
    }

    private static Command Promote(CliEnvironment environment)
    {
        Argument<string> campaign = Campaign();
        Option<string?> which = Which();
        Option<string?> output = Output(
            "The file that gets the constants; without it the one that the fit names."
        );
        var command = new Command(
            "promote",
            "Writes the constants of a fit into a file of constants, with where they come from."
        )
        {
            campaign,
            which,
            output,
        };
        command.SetAction(parsed =>
            new PromotionRun(
                environment,
                parsed.GetRequiredValue(campaign),
                parsed.GetValue(which),
                parsed.GetValue(output)
            ).Execute()
        );
        return command;
    }

    private static Command Plan(CliEnvironment environment)
    {
        Argument<string> campaign = Campaign();
        var time = new Option<string>("--time")
        {
            Description = "The time for all runs.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "10 min",
        };
        Option<string?> output = Output(
            "The file for the runs (CSV); without it they are printed."
        );
        var command = new Command(
            "plan",
            "Proposes the next runs of a lab: those that would narrow the intervals most in the time."
        )
        {
            campaign,
            time,
            output,
        };
        command.SetAction(parsed =>
            new ProposalRun(
                environment,
                parsed.GetRequiredValue(campaign),
                parsed.GetRequiredValue(time),
                parsed.GetValue(output)
            ).Execute()
        );
        return command;
    }

    private static Command Import(CliEnvironment environment)
    {
        Argument<string> campaign = Campaign();
        var sources = new Argument<string[]>("SOURCE")
        {
            Description = "Run folders, folders above them, or tables (CSV).",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command(
            "import",
            "Takes over what a lab wrote: copies it into the campaign's raw files and notes its checksums."
        )
        {
            campaign,
            sources,
        };
        command.SetAction(parsed =>
            new ImportRun(
                environment,
                parsed.GetRequiredValue(campaign),
                parsed.GetRequiredValue(sources)
            ).Execute()
        );
        return command;
    }
}
