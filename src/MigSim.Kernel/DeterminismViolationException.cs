namespace MigSim.Kernel;

/// <summary>Another thread took part in a simulation, whose result would depend on luck.</summary>
/// <remarks>docs/determinism.md lists the calls that do this, and what to use instead.</remarks>
public sealed class DeterminismViolationException : SimulationException
{
    internal DeterminismViolationException(SimTime at, int threadId)
        : base(
            at,
            $"Determinism violation at {at}: a continuation was posted from thread {threadId}."
        ) => ThreadId = threadId;

    /// <summary>Gets the managed id of the other thread.</summary>
    public int ThreadId { get; }
}
