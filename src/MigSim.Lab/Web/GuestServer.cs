using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Lab.Web;

/// <summary>The web server that every small guest of a lab has: one page, no balloon.</summary>
/// <param name="clock">The run's clock.</param>
/// <param name="shell">The way to the hosts.</param>
/// <param name="client">A host that reaches the guests.</param>
public sealed class GuestServer(RunClock clock, IRemoteShell shell, HostName client)
    : IBalloonServer
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    /// <remarks>It was started with its guest; this waits until it answers.</remarks>
    /// <exception cref="LabException">It does not.</exception>
    public async Task StartAsync(ServerSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        TimeSpan end = clock.Now + s_patience;
        while (!await AnswersAsync(spec, cancellationToken))
        {
            if (clock.Now >= end)
            {
                throw new LabException($"The web server of {spec.Machine} does not answer.");
            }

            await clock.DelayAsync(s_pause, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<DataSize> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(DataSize.Zero);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<SampleSummary> AccessAsync(int calls, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A guest's web server has no memory to touch.");

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> AnswersAsync(ServerSpec spec, CancellationToken cancellationToken)
    {
        string[] arguments = ["-c", ApacheScripts.Get, "bash", $"{spec.Address}", "mem"];
        ShellResult result = await shell.ExecuteAsync(
            client,
            new RemoteCommand("bash", arguments, s_timeout) { IsIdempotent = true },
            cancellationToken
        );
        return result.ExitCode == 0 && result.StandardOutput.Length > 0;
    }
}
