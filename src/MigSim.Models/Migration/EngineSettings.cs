using MigSim.Virtualization;

namespace MigSim.Models.Migration;

/// <summary>A migration engine with its constants: what one toolstack does, for any guest.</summary>
public abstract record EngineSettings
{
    /// <summary>Gets whether the toolstack can let the guest run before its memory is there.</summary>
    public virtual bool HasPostCopy => false;

    /// <summary>Gets what pages cost in the stream when the guest is stopped first.</summary>
    public virtual StreamFormat StoppedFormat => StreamFormat.Plain;

    /// <summary>Begins a migration that copies memory before it stops the guest.</summary>
    public abstract IMigrationEngine Create(EngineInputs inputs);

    /// <summary>Begins a migration.</summary>
    /// <exception cref="ArgumentException">The toolstack has no post-copy.</exception>
    public IMigrationEngine Create(MigrationMode mode, EngineInputs inputs)
    {
        if (mode == MigrationMode.StopAndCopy)
        {
            return new StopAndCopyEngine(
                inputs.Memory,
                StoppedFormat.WithPageBytes(inputs.Memory.PageBytes)
            );
        }

        if (mode != MigrationMode.PreCopy && !HasPostCopy)
        {
            throw new ArgumentException("This migration engine has no post-copy.", nameof(mode));
        }

        return Create(
            mode switch
            {
                MigrationMode.PostCopy => inputs with { PostCopyAfter = 0 },
                MigrationMode.Hybrid => inputs,
                _ => inputs with { PostCopyAfter = double.PositiveInfinity },
            }
        );
    }
}
