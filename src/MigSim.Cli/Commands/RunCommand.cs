using System.CommandLine;
using System.CommandLine.Parsing;
using MigSim.Cli.Running;
using MigSim.Experiments.Running;

namespace MigSim.Cli.Commands;

/// <summary><c>migsim run</c>: its arguments and options.</summary>
internal sealed class RunCommand
{
    private const int ReplicationsMax = 1_000_000;
    private const int ParallelMax = 1024;
    private const int ShardsMax = 100_000;

    private readonly Argument<string> _scenario = RunArguments.Scenario();
    private readonly Option<string> _testbed = RunArguments.Testbed();
    private readonly Option<ulong> _seed = RunArguments.Number(
        "--seed",
        "The number that fixes all randomness; replications count on from it.",
        1UL,
        0UL,
        ulong.MaxValue
    );
    private readonly Option<int?> _replications = RunArguments.Number(
        "--replications",
        "How many runs each point has; what the study says, or 1, if absent. With more than ten, "
            + "or more than 200 runs in all, only the folders of simulated runs in which a check fails "
            + "are kept.",
        1,
        ReplicationsMax
    );
    private readonly Option<string[]> _set = RunArguments.Override();
    private readonly Option<int> _parallel = RunArguments.Number(
        "--parallel",
        "How many runs are made at the same time; all processors if absent. The results do not "
            + "depend on it.",
        Math.Min(Environment.ProcessorCount, ParallelMax),
        1,
        ParallelMax
    );
    private readonly Option<bool> _resume = new("--resume")
    {
        Description =
            "Goes on with a study that was interrupted, and collects its shards: runs that are in "
            + "the journals of the folder are not made again. The study must be the same.",
    };
    private readonly Option<Shard?> _shard = RunArguments.Shard();
    private readonly Option<string> _engine = RunArguments.Engine();
    private readonly Option<string[]> _slurm = RunArguments.Slurm();
    private readonly Option<int?> _shards = RunArguments.Number(
        "--shards",
        "With --engine slurm: how many shards there are; one for each processor of the partition if "
            + "absent.",
        1,
        ShardsMax
    );
    private readonly Option<bool> _yes = new("--yes")
    {
        Description = "Run a study of very many points without being asked about it.",
    };
    private readonly Option<bool> _keep = new("--keep")
    {
        Description = "Keep the folders of all runs.",
    };
    private readonly Option<bool> _dryRun = RunArguments.DryRun();
    private readonly Option<bool> _predict = new("--predict")
    {
        Description =
            "On a lab: simulate the runs first, print what is predicted with intervals, and score "
            + "the predictions afterwards.",
    };
    private readonly Option<string?> _campaign = new("--campaign")
    {
        Description =
            "With --predict: the campaign that keeps the scores; if absent, the one that the "
            + "scenario's constants were fitted by.",
        HelpName = "DIR",
    };
    private readonly Option<string?> _output = RunArguments.Output();
    private readonly Option<string> _format = RunArguments.Format();

    /// <summary>Makes the command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var options = new RunCommand();
        Command command = options.Command();
        command.Validators.Add(options.CheckEngine);
        command.SetAction(parsed => new StudyRun(environment, options.Read(parsed)).Execute());
        return command;
    }

    private Command Command() =>
        new(
            "run",
            "Runs an experiment and compares it with published values. A field of the scenario "
                + "that holds a list is an axis: every combination is a point, and is run."
        )
        {
            _scenario,
            _testbed,
            _seed,
            _replications,
            _set,
            _parallel,
            _resume,
            _shard,
            _engine,
            _slurm,
            _shards,
            _yes,
            _keep,
            _dryRun,
            _predict,
            _campaign,
            _output,
            _format,
        };

    private void CheckEngine(CommandResult result)
    {
        bool isSlurm = result.GetValue(_engine) == RunArguments.SlurmEngine;
        string? mistake =
            !isSlurm && result.GetResult(_slurm) is { Implicit: false }
                ? "--slurm: is for --engine slurm"
            : !isSlurm && result.GetValue(_shards) is not null ? "--shards: is for --engine slurm"
            : !isSlurm ? null
            : result.GetValue(_shard) is not null
                ? "--shard: --engine slurm makes the shards itself; --shards says how many"
            : result.GetValue(_testbed) is not (null or RunOptions.Simulator)
                ? "--testbed: a lab is not on the cluster; --engine slurm runs simulations"
            : null;
        if (mistake is not null)
        {
            result.AddError(mistake);
        }
    }

    private RunOptions Read(ParseResult parsed) =>
        new()
        {
            Scenario = parsed.GetRequiredValue(_scenario),
            Testbed = parsed.GetRequiredValue(_testbed),
            Seed = parsed.GetValue(_seed),
            Replications = parsed.GetValue(_replications),
            Overrides = [.. parsed.GetValue(_set) ?? []],
            Parallel = parsed.GetValue(_parallel),
            Resume = parsed.GetValue(_resume),
            Shard = parsed.GetValue(_shard),
            Engine =
                parsed.GetValue(_engine) == RunArguments.SlurmEngine
                    ? RunEngine.Slurm
                    : RunEngine.Local,
            SlurmOptions = [.. parsed.GetValue(_slurm) ?? []],
            Shards = parsed.GetValue(_shards),
            Yes = parsed.GetValue(_yes),
            Keep = parsed.GetValue(_keep),
            IsDryRun = parsed.GetValue(_dryRun),
            IsPredicted = parsed.GetValue(_predict),
            Campaign = parsed.GetValue(_campaign),
            Output = parsed.GetValue(_output),
            AsJson = parsed.GetValue(_format) == "json",
        };
}
