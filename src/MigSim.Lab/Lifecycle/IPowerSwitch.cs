namespace MigSim.Lab.Lifecycle;

/// <summary>Switches the power of a lab's hosts.</summary>
public interface IPowerSwitch
{
    /// <summary>Cuts the power: the host and all its machines are gone at once.</summary>
    Task OffAsync(HostName host, CancellationToken cancellationToken);

    /// <summary>Returns once the host answers again, with no machine and no cluster running.</summary>
    Task OnAsync(HostName host, CancellationToken cancellationToken);
}
