using MigSim.Experiments.Input.Quantities;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a hypervisor's profile; each one is a physical constant.</summary>
internal static class HypervisorFields
{
    public static readonly Field<int> Processors = Field.Constant(
        "processors",
        Kinds.Processors,
        "Virtual processors of the control domain."
    );

    public static readonly Field<TimeSpan> PacketCost = Field.Constant(
        "packet_cost",
        Kinds.Duration,
        "Processor time of one guest packet in the control domain, one way."
    );

    public static readonly Field<int> TurnsPerPacket = Field.Constant(
        "turns_per_packet",
        Kinds.Turns,
        "How often a packet waits for the control domain to be scheduled, one way."
    );

    public static readonly Field<TimeSpan> CopyCostPerPage = Field.Constant(
        "copy_cost_per_page",
        Kinds.Duration,
        "Processor time to copy one page between a guest and the network."
    );

    public static readonly Field<TimeSpan> DiskCostPerPage = Field.Constant(
        "disk_cost_per_page",
        Kinds.Duration,
        "Further processor time per page if it goes to or from a disk image."
    );

    public static readonly Field<DataRate> CopyRate = Field.Constant(
        "copy_rate",
        Kinds.Rate,
        "Rate of one copying process that has a processor to itself."
    );

    public static readonly Field<TimeSpan> CopyHold = Field.Constant(
        "copy_hold",
        Kinds.Duration,
        "For how long copying holds the processor before a packet gets its turn."
    );

    public static readonly Field<TimeSpan> Aftermath = Field.Constant(
        "aftermath",
        Kinds.Duration,
        "Time constant with which the work that a restored machine leaves behind fades."
    );

    public static readonly Field ControlDomain = Field.Section(
        "control_domain",
        new ObjectShape(
            "control_domain",
            [
                Processors,
                PacketCost,
                TurnsPerPacket,
                CopyCostPerPage,
                DiskCostPerPage,
                CopyRate,
                CopyHold,
                Aftermath,
            ]
        ),
        "The control domain: every guest packet and every copied page costs it time."
    );

    public static readonly Field<TimeSpan> Setup = Field.Constant(
        "setup",
        Kinds.Duration,
        "Time to connect to the target and to prepare an empty machine there."
    );

    public static readonly Field<TimeSpan> Suspend = Field.Constant(
        "suspend",
        Kinds.Duration,
        "Time the guest takes to stop its devices and itself."
    );

    public static readonly Field<TimeSpan> Resume = Field.Constant(
        "resume",
        Kinds.Duration,
        "Time the target takes to rebuild devices and to let the guest run."
    );

    public static readonly Field<DataSize> ReadAhead = Field.Constant(
        "read_ahead",
        Kinds.Size,
        "Data that a process reads ahead of itself from a disk image on the shared storage."
    );

    public static readonly Field<DataSize> StreamWindow = Field.Constant(
        "stream_window",
        Kinds.Size,
        "Send window of a stream of guest memory."
    );

    public static readonly Field Migration = Field.Section(
        "migration",
        new ObjectShape("migration", [Setup, Suspend, Resume, ReadAhead, StreamWindow]),
        "The steps of a migration that do not copy memory."
    );

    public static readonly Field<TimeSpan> Boot = Field.Constant(
        "boot",
        Kinds.Duration,
        "Time from power on until the guest's services answer."
    );

    public static readonly Field<TimeSpan> ShutDown = Field.Constant(
        "shut_down",
        Kinds.Duration,
        "Time of an orderly shutdown of the guest."
    );

    public static readonly Field Guest = Field.Section(
        "guest",
        new ObjectShape("guest", [Boot, ShutDown]),
        "The times to start and to end a guest's operating system."
    );

    public static readonly Field<SchedulerKind> Scheduler = Field.Optional(
        "scheduler",
        new ChoiceKind<SchedulerKind>(
            "scheduler",
            "a scheduler",
            [
                ("none", SchedulerKind.None),
                ("credit", SchedulerKind.Credit),
                ("sedf", SchedulerKind.Sedf),
                ("sedf-dc", SchedulerKind.SedfDc),
            ]
        ),
        SchedulerKind.None,
        "How processors are divided where guests want more than there are; none if absent: "
            + "everybody gets what it wants."
    );

    public static readonly ObjectShape Hypervisor = new(
        "hypervisor",
        [ControlDomain, Migration, Guest, Scheduler, CalibrationFields.Calibration]
    );
}
