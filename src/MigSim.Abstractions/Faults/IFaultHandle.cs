namespace MigSim.Faults;

/// <summary>A fault in force; disposing it heals the fault, once.</summary>
public interface IFaultHandle : IAsyncDisposable
{
    /// <summary>Gets the fault.</summary>
    Fault Fault { get; }

    /// <summary>Gets when it was put in force, since the run began.</summary>
    TimeSpan InjectedAt { get; }
}
