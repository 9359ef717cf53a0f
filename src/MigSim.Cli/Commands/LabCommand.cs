using System.CommandLine;
using MigSim.Cli.Labs;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim lab</c>: its commands and options.</summary>
internal static class LabCommand
{
    private const string UsualTestbed = "models/testbeds/heartbeat-namespaces.yaml";

    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "lab",
            "Makes, looks at and takes away a lab: a virtual one on this machine, or checks real hosts."
        );
        command.Subcommands.Add(
            Verb(
                "up",
                "Makes a virtual lab. Every change is noted first, so that it can be undone.",
                (testbed, isDry) => new LabTask(environment, testbed).Up(isDry)
            )
        );
        command.Subcommands.Add(
            Verb(
                "down",
                "Takes a virtual lab away, whatever is left of it.",
                (testbed, isDry) => new LabTask(environment, testbed).Down(isDry)
            )
        );
        command.Subcommands.Add(
            Look(
                "status",
                "Shows the hosts of a lab and what runs there.",
                testbed => new LabTask(environment, testbed).Status()
            )
        );
        command.Subcommands.Add(
            Look(
                "check",
                "Looks at whether a run is possible, and touches nothing: programs and versions, "
                    + "memory, keys, clocks, Heartbeat. Exit code 3 if it is not.",
                testbed => new LabTask(environment, testbed).Check()
            )
        );
        command.Subcommands.Add(
            Verb(
                "recover",
                "Undoes what a run or an 'up' that was killed left broken, from the journal on disk.",
                (testbed, isDry) => new LabTask(environment, testbed).Recover(isDry)
            )
        );
        return command;
    }

    private static Command Verb(string name, string description, Func<string, bool, int> act)
    {
        Argument<string> testbed = Testbed();
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Print every command with its host, and run none.",
        };
        var command = new Command(name, description) { testbed, dryRun };
        command.SetAction(parsed => act(parsed.GetRequiredValue(testbed), parsed.GetValue(dryRun)));
        return command;
    }

    private static Command Look(string name, string description, Func<string, int> act)
    {
        Argument<string> testbed = Testbed();
        var command = new Command(name, description) { testbed };
        command.SetAction(parsed => act(parsed.GetRequiredValue(testbed)));
        return command;
    }

    private static Argument<string> Testbed() =>
        new("TESTBED")
        {
            Description = $"The testbed's file (YAML); {UsualTestbed} if absent.",
            DefaultValueFactory = _ => UsualTestbed,
            Arity = ArgumentArity.ZeroOrOne,
        };
}
