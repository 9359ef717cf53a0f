using System.Net;
using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Scenarios;
using MigSim.Failover;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a scenario.</summary>
internal static class ScenarioFields
{
    public static readonly Field<string> Experiment = Field.Required(
        "experiment",
        new ChoiceKind<string>(
            "experiment",
            "an experiment",
            [
                (ExperimentName.ControlledFailure, ExperimentName.ControlledFailure),
                (ExperimentName.MemoryCpu, ExperimentName.MemoryCpu),
            ]
        ),
        "What is done: which experiment's code runs."
    );

    public static readonly Field Platform = Field.Section(
        "platform",
        new FileShape(PlatformFields.Platform),
        "Hosts, networks and links."
    );

    public static readonly Field Hypervisor = Field.Section(
        "hypervisor",
        new FileShape(HypervisorFields.Hypervisor),
        "The hypervisor's constants, the same on every host."
    );

    /// <summary>A file of engines; what it holds is read by the reader of engines.</summary>
    public static readonly ObjectShape EngineFile = new("file of engines", []);

    public static readonly Field Engines = Field.OptionalSection(
        "engines",
        new FileShape(EngineFile),
        "Migration engines with other constants, which machines may name."
    );

    public static readonly Field<string> MachineHost = Field.Required(
        "host",
        Kinds.Name,
        "The host on which the machine runs when the run begins."
    );

    public static readonly Field<DataSize> MachineMemory = Field.Required(
        "memory",
        Kinds.Size,
        "Its memory, a whole number of 4 KiB pages."
    );

    public static readonly Field Workload = Field.Section(
        "workload",
        new FileShape(WorkloadFields.Workload),
        "What the machine does while it runs."
    );

    public static readonly Field<string> Engine = Field.Required(
        "engine",
        Kinds.Text,
        "The migration engine of its toolstack: a built-in one, or one that 'engines' defines."
    );

    public static readonly Field<MigrationMode> Mode = Field.Optional(
        "mode",
        new ChoiceKind<MigrationMode>(
            "mode",
            "a way to migrate",
            [
                ("pre-copy", MigrationMode.PreCopy),
                ("post-copy", MigrationMode.PostCopy),
                ("hybrid", MigrationMode.Hybrid),
                ("stop-and-copy", MigrationMode.StopAndCopy),
            ]
        ),
        MigrationMode.PreCopy,
        "How its memory moves when it is migrated live; pre-copy if absent."
    );

    public static readonly Field<TimeSpan> PostCopyAfter = Field.Optional(
        "post_copy_after",
        Kinds.Duration,
        TimeSpan.Zero,
        "For the mode hybrid: how long its memory is copied before it runs on the target; 0 if absent."
    );

    public static readonly Field<int> VirtualCpus = Field.Optional(
        "vcpus",
        Kinds.Processors,
        1,
        "Number of its virtual processors; 1 if absent."
    );

    public static readonly Field<IPAddress> Address = Field.Optional(
        "address",
        Kinds.Address,
        IPAddress.None,
        "Its address; if absent, the next free one of the LAN's /24 from .101 on."
    );

    public static readonly Field<int> Weight = Field.Optional(
        "weight",
        Kinds.Count,
        256,
        "Its weight where processors are scarce; 256 if absent."
    );

    public static readonly Field<double> DriverCap = Field.Optional(
        "driver_cap",
        Kinds.Amount,
        0,
        "How many of the control domain's processors its traffic may take; no limit if absent."
    );

    public static readonly Field MachineCheckpoints = Field.OptionalSection(
        "checkpoints",
        new FileShape(CheckpointFields.Checkpoints),
        "How its state is kept on the host that takes it over, against a crash of its own."
    );

    public static readonly ObjectShape Machine = new(
        "machine",
        [
            MachineHost,
            MachineMemory,
            Workload,
            Engine,
            Mode,
            PostCopyAfter,
            MachineCheckpoints,
            VirtualCpus,
            Address,
            Weight,
            DriverCap,
        ]
    );

    public static readonly Field Machines = Field.Section(
        "machines",
        new ObjectShape("machines", []) { Others = Machine },
        "The virtual machines by name."
    );

    public static readonly Field Cluster = Field.SectionOf(
        ExperimentName.ControlledFailure,
        "cluster",
        new FileShape(ClusterFields.Cluster),
        "The cluster manager's times."
    );

    public static readonly Field<FailoverScript> Script = Field.Optional(
        "script",
        new ChoiceKind<FailoverScript>(
            "script",
            "a resource script",
            [("live-migrate", FailoverScript.LiveMigrate), ("stop-start", FailoverScript.StopStart)]
        ),
        FailoverScript.LiveMigrate,
        "What the cluster's resource script does with a machine; live-migrate if absent."
    );

    public static readonly Field<RestartMode> Restart = Field.Optional(
        "restart",
        new ChoiceKind<RestartMode>(
            "restart",
            "a way to restart",
            [
                ("staged-copy", RestartMode.StagedCopy),
                ("save-restore", RestartMode.SaveRestore),
                ("reboot", RestartMode.Reboot),
            ]
        ),
        RestartMode.StagedCopy,
        "What stop and start do under the script stop-start; staged-copy if absent."
    );

    public static readonly Field Takeover = Field.SectionOf(
        ExperimentName.ControlledFailure,
        "takeover",
        new ObjectShape("takeover", [])
        {
            Others = new LeafShape<string>(Kinds.Name, Sourcing.None),
        },
        "Which host takes over which machine when the machine's own host fails."
    );

    public static readonly Field<TimeSpan> FailureAt = Field.Required(
        "at",
        Kinds.Duration,
        "When it fails, since the run began."
    );

    public static readonly Field<string> FailureHost = Field.Required(
        "host",
        Kinds.Name,
        "The host that fails."
    );

    public static readonly Field<FailureKind> FailureMode = Field.Optional(
        "kind",
        new ChoiceKind<FailureKind>(
            "failureKind",
            "a kind of failure",
            [("stop", FailureKind.Stop), ("crash", FailureKind.Crash)]
        ),
        FailureKind.Stop,
        "How it fails: an orderly stop of its cluster manager, or power off; stop if absent."
    );

    public static readonly Field Failure = Field.SectionOf(
        ExperimentName.ControlledFailure,
        "failure",
        new ObjectShape("failure", [FailureAt, FailureHost, FailureMode]),
        "What is broken and when."
    );

    public static readonly Field<string> ProbeSource = Field.Required(
        "source",
        Kinds.Name,
        "The host that sends echo requests."
    );

    public static readonly Field<string> ProbeTarget = Field.Required(
        "target",
        Kinds.Name,
        "The machine that answers them."
    );

    public static readonly Field<TimeSpan> Interval = Field.Required(
        "interval",
        Kinds.PositiveDuration,
        "Time between two requests."
    );

    public static readonly Field<int> Count = Field.Required(
        "count",
        Kinds.Count,
        "Number of requests; with the interval, the length of the run."
    );

    public static readonly Field<TimeSpan> Timeout = Field.Optional(
        "timeout",
        Kinds.PositiveDuration,
        TimeSpan.FromSeconds(1),
        "After how long a request is called lost; 1 s if absent."
    );

    public static readonly Field Probe = Field.SectionOf(
        ExperimentName.ControlledFailure,
        "probe",
        new ObjectShape("probe", [ProbeSource, ProbeTarget, Interval, Count, Timeout]),
        "The echo requests that measure what a user of the machine would notice."
    );

    public static readonly Field Expect = Field.OptionalSection(
        "expect",
        new ListShape(ExpectationFields.Expectation),
        "Published values, printed beside ours and checked."
    );

    public static readonly Field Set = Field.OptionalSection(
        "set",
        new ObjectShape("set", []),
        "Values to put into this scenario or a file it names, by dotted path, such as "
            + "'platform.networks.lan.bandwidth'; '*' stands for every name; a list is an axis."
    );

    public static readonly ObjectShape Scenario = new(
        "the scenario",
        [
            Experiment,
            Platform,
            Hypervisor,
            Engines,
            Machines,
            Cluster,
            Script,
            Restart,
            Takeover,
            Failure,
            Probe,
            WebFields.Setting,
            WebFields.Server,
            WebFields.Load,
            FlowFields.Flows,
            Expect,
            Set,
            StudyFields.Section,
        ]
    );
}
