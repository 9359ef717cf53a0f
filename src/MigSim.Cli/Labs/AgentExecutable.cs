using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Cli.Labs;

/// <summary>The native program of the agent, to be put onto hosts.</summary>
internal static class AgentExecutable
{
    public static string Expected(LabPlace place) =>
        Path.Combine(place.CacheDirectory, "agent", "migsim-agent");

    public static async Task<string> FindAsync(
        LabPlace place,
        IRemoteShell shell,
        Func<string, string?> variable,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        return variable("MIGSIM_AGENT") ?? Expected(place);
    }
}
