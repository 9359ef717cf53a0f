namespace MigSim.Faults;

/// <summary>Breaks the testbed on purpose.</summary>
public interface IFaultInjector
{
    /// <summary>
    /// Tells whether this testbed can produce the fault; asked before a run starts.
    /// </summary>
    bool Supports(Fault fault);

    /// <summary>Puts a fault in force. Disposing the handle heals it.</summary>
    /// <exception cref="NotSupportedException">
    /// The fault is not supported; nothing was changed.
    /// </exception>
    Task<IFaultHandle> InjectAsync(Fault fault, CancellationToken cancellationToken);
}
