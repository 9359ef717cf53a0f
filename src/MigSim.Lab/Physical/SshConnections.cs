using System.Collections.Immutable;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Physical;

/// <summary>Connections over ssh with a directory of their own for the sockets.</summary>
internal sealed class SshConnections : IAsyncDisposable
{
    // In the directory for temporary files, because the name of a socket must be short.
    private readonly string _sockets = Directory.CreateTempSubdirectory("migsim-").FullName;

    public SshConnections(RunClock clock, ImmutableSortedDictionary<HostName, SshHost> hosts) =>
        Shell = new(
            clock,
            new ShellLimits(),
            new SshOptions { ControlDirectory = _sockets, Hosts = hosts }
        );

    public SshShell Shell { get; }

    public async ValueTask DisposeAsync()
    {
        await Shell.DisposeAsync();
        Directory.Delete(_sockets, recursive: true);
    }
}
