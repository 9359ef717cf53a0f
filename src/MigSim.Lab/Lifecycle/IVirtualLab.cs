namespace MigSim.Lab.Lifecycle;

/// <summary>A lab that is made on this machine and taken away again.</summary>
public interface IVirtualLab : ILab
{
    /// <summary>Makes the lab, noting every change in its journal before it is made.</summary>
    /// <param name="progress">Is told what is being done.</param>
    /// <param name="cancellationToken">Gives up; what was made is taken away again.</param>
    /// <exception cref="LabException">It cannot be made, or is up already; nothing is left.</exception>
    Task UpAsync(IProgress<string> progress, CancellationToken cancellationToken);

    /// <summary>Takes the lab away, whatever is left of it; succeeds if there is nothing.</summary>
    /// <exception cref="LabException">Something could not be taken away; it is named.</exception>
    Task DownAsync(IProgress<string> progress, CancellationToken cancellationToken);
}
