using MigSim.Experiments.Input.Quantities;
using MigSim.Units;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a profile of checkpoints.</summary>
internal static class CheckpointFields
{
    public static readonly Field<TimeSpan> Interval = Field.Sourced(
        "interval",
        Kinds.PositiveDuration,
        "From the beginning of one checkpoint to that of the next, or longer if the target is slower."
    );

    public static readonly Field<TimeSpan> Pause = Field.Constant(
        "pause",
        Kinds.Duration,
        "For how long a checkpoint stops the guest at least."
    );

    public static readonly Field<DataRate> CopyAsideRate = Field.Constant(
        "copy_aside_rate",
        Kinds.Rate,
        "Rate at which written pages are copied aside while the guest is stopped; if absent they are "
            + "sent meanwhile.",
        isRequired: false
    );

    public static readonly Field<bool> HoldsOutput = Field.Constant(
        "holds_output",
        new ChoiceKind<bool>("yesOrNo", "yes or no", [("true", true), ("false", false)]),
        "Whether what the guest sends is held back until the target has the state that sent it."
    );

    public static readonly Field<TimeSpan> Activate = Field.Constant(
        "activate",
        Kinds.Duration,
        "Time that the target takes to let the machine run."
    );

    public static readonly ObjectShape Checkpoints = new(
        "checkpoints",
        [Interval, Pause, CopyAsideRate, HoldsOutput, Activate]
    );
}
