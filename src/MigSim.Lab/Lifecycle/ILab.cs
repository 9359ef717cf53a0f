using MigSim.Time;

namespace MigSim.Lab.Lifecycle;

/// <summary>Hosts on which an experiment can run.</summary>
public interface ILab
{
    /// <summary>Tells what is there.</summary>
    Task<LabStatus> StatusAsync(CancellationToken cancellationToken);

    /// <summary>Gets how to use the lab.</summary>
    /// <param name="clock">The clock of the run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LabException">It is not up.</exception>
    Task<LabConnection> ConnectAsync(RunClock clock, CancellationToken cancellationToken);
}
