namespace MigSim.Virtualization;

/// <summary>
/// A hypervisor call that cannot be carried out: a mistake of the caller or of the testbed.
/// </summary>
public sealed class HypervisorException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HypervisorException(
        HypervisorError error,
        string message,
        Exception? innerException = null
    )
        : base(message, innerException) => Error = error;

    /// <summary>Gets why the call cannot be carried out.</summary>
    public HypervisorError Error { get; }
}
