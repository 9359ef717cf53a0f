namespace MigSim.Virtualization;

/// <summary>The times to start and to end a guest's operating system.</summary>
public sealed record GuestProfile
{
    /// <summary>Gets the time from power on until its services answer.</summary>
    public required TimeSpan Boot { get; init; }

    /// <summary>Gets the time an orderly shutdown takes.</summary>
    public required TimeSpan ShutDown { get; init; }
}
