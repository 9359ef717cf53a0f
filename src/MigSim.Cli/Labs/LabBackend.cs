using MigSim.Experiments;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Kernel;
using MigSim.Lab.Lifecycle;
using MigSim.Time;

namespace MigSim.Cli.Labs;

/// <summary>Runs scenarios on a lab, one after the other.</summary>
/// <remarks>A virtual lab that is not up is brought up for the first run and taken down at the end.</remarks>
internal sealed class LabBackend(
    TestbedDescription testbed,
    ILabSupplier labs,
    IProgress<string> progress,
    Action<string> warn
) : IBackend
{
    private bool _isOwn;

    /// <inheritdoc/>
    public string Testbed => testbed.Name;

    /// <inheritdoc/>
    public int ParallelMax => 1;

    /// <inheritdoc/>
    public RunResult Run(
        Scenario scenario,
        ulong seed,
        IProgress<double>? share,
        CancellationToken cancellationToken
    ) =>
        OnLoop(
            async (clock, token) =>
            {
                ILab lab = await BringUpAsync(clock, token);
                await using LabConnection connection = await lab.ConnectAsync(clock, token);
                if (!scenario.HasFailure)
                {
                    var web = new WebRun(testbed, connection, clock, scenario, progress, warn);
                    return await web.MakeAsync(seed, token);
                }

                var run = new LabRun(testbed, connection, clock, scenario, progress, warn);
                return await run.MakeAsync(seed, share, token);
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwn)
        {
            OnLoop(
                async (clock, token) =>
                {
                    await ((IVirtualLab)labs.Create(testbed, clock)).DownAsync(progress, token);
                    return true;
                },
                CancellationToken.None
            );
        }
    }

    private async Task<ILab> BringUpAsync(RunClock clock, CancellationToken cancellationToken)
    {
        ILab lab = await labs.BuildAsync(testbed, clock, progress, cancellationToken);
        if (lab is IVirtualLab made && !(await made.StatusAsync(cancellationToken)).IsUp)
        {
            await made.UpAsync(progress, cancellationToken);
            _isOwn = true;
        }

        return lab;
    }

    private static T OnLoop<T>(
        Func<RunClock, CancellationToken, Task<T>> act,
        CancellationToken cancellationToken
    )
    {
        var loop = new WallClockLoop();
        var clock = new RunClock(loop.Time);
        return loop.Run(token => act(clock, token), cancellationToken);
    }
}
