using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Kernel;
using MigSim.Simulation.Hosts;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Simulation.Clustering;

/// <summary>
/// Heartbeat's resource management with <c>haresources</c>: who leaves releases its resources one
/// after the other, then each heir takes over its own, one after the other, all heirs at once.
/// With <see cref="TakeoverOrder.AllAtOnce"/>, which Heartbeat cannot do, each member calls the scripts of all at once.
/// </summary>
/// <remarks>
/// Order and delays as measured on Heartbeat 3.0.6; see <c>models/heartbeat</c>. Every loss of a
/// member has the heirs ask for <c>status</c>, also the second one, when the silence of a member
/// that said good-bye reaches the dead time.
/// </remarks>
internal sealed class SimClusterManager : IClusterManager
{
    private readonly RunClock _clock;
    private readonly SimFailureDetector _detector;
    private readonly HeartbeatDelays _delays;
    private readonly TakeoverOrder _order;
    private readonly ImmutableArray<ClusterResource> _resources;
    private readonly IResourceScript _script;
    private readonly Feed<ResourceEvent> _feed;
    private readonly TaskScope _scope;
    private readonly SortedDictionary<VmName, HostName> _holders = [];

    public SimClusterManager(
        SimulationLoop loop,
        RunClock clock,
        SimWorld world,
        SimFailureDetector detector,
        HeartbeatOptions options,
        ImmutableArray<ClusterResource> resources,
        IResourceScript script
    )
    {
        _clock = clock;
        _detector = detector;
        _delays = options.Delays;
        _order = options.Order;
        _resources = resources;
        _script = script;
        _feed = new Feed<ResourceEvent>(loop, "events of the cluster manager");
        _scope = new TaskScope(clock, CancellationToken.None);
        foreach (ClusterResource resource in resources)
        {
            _holders[resource.Vm] = resource.Home;
        }

        detector.Lost += TakeOver;
        world.PoweredOff += End;
    }

    public Task StartAsync(HostName member, CancellationToken cancellationToken)
    {
        SimMember starting = _detector.Member(member);
        if (!starting.Host.IsUp)
        {
            throw new InvalidOperationException($"{member} is powered off.");
        }

        if (!starting.IsActive)
        {
            starting.Lifetime = new CancellationTokenSource();
            _detector.Begin(starting);
            _scope.Start(
                $"resources of {member}",
                _ => AcquireAsync(starting, HeldBy(member), TimeSpan.Zero)
            );
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(HostName member, CancellationToken cancellationToken)
    {
        SimMember leaving = _detector.Member(member);
        if (!leaving.IsActive)
        {
            return;
        }

        CancellationToken lifetime = leaving.Lifetime!.Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            lifetime,
            cancellationToken
        );
        try
        {
            await LeaveAsync(leaving, either.Token);
        }
        catch (OperationCanceledException) when (lifetime.IsCancellationRequested)
        {
            // Somebody else had it stopped, or its host failed: its scripts end with it.
        }
    }

    public IAsyncEnumerable<ResourceEvent> WatchAsync(CancellationToken cancellationToken) =>
        _feed.WatchAsync([], cancellationToken);

    public ValueTask DisposeAsync()
    {
        foreach (SimMember member in _detector.Members)
        {
            member.Lifetime?.Cancel();
        }

        return _scope.DisposeAsync();
    }

    private async Task LeaveAsync(SimMember leaving, CancellationToken cancellationToken)
    {
        using (await leaving.Scripts.AcquireAsync(0, cancellationToken))
        {
            await ForEachAsync(
                HeldBy(leaving.Name),
                (_delays.BeforeRelease, _delays.BetweenResources),
                (vm, token) => CallAsync(leaving, vm, ScriptVerb.Stop, token),
                cancellationToken
            );
            await _clock.DelayAsync(_delays.AfterRelease, cancellationToken);
            _detector.SendNotice(leaving);
            End(leaving.Host);
        }
    }

    private ImmutableArray<ClusterResource> HeldBy(HostName member) =>
        [.. _resources.Where(resource => _holders[resource.Vm] == member)];

    private void End(SimHost host)
    {
        if (Array.Find(_detector.Members, member => member.Host == host) is { } ended)
        {
            ended.Lifetime?.Cancel();
        }
    }

    private void TakeOver(SimMember heir, SimMember lost)
    {
        ImmutableArray<ClusterResource> mine =
        [
            .. _resources.Where(resource =>
                resource.Heir == heir.Name && resource.Home == lost.Name
            ),
        ];
        if (!mine.IsEmpty)
        {
            _scope.Start(
                $"takeover of {lost.Name} by {heir.Name}",
                _ => AcquireAsync(heir, mine, _delays.BeforeTakeover)
            );
        }
    }

    private async Task AcquireAsync(
        SimMember member,
        ImmutableArray<ClusterResource> resources,
        TimeSpan pause
    )
    {
        CancellationToken lifetime = member.Lifetime!.Token;
        try
        {
            await _clock.DelayAsync(pause, lifetime);
            using (await member.Scripts.AcquireAsync(0, lifetime))
            {
                await ForEachAsync(
                    resources,
                    (TimeSpan.Zero, TimeSpan.Zero),
                    (vm, token) => AcquireAsync(member, vm, token),
                    lifetime
                );
            }
        }
        catch (OperationCanceledException) when (lifetime.IsCancellationRequested)
        {
            // The daemon ended, by itself or with its host.
        }
    }

    // One after the other with a pause between them, or all at once; and a pause before the first.
    private async Task ForEachAsync(
        ImmutableArray<ClusterResource> resources,
        (TimeSpan Before, TimeSpan Between) pauses,
        Func<VmName, CancellationToken, Task> act,
        CancellationToken cancellationToken
    )
    {
        await using var scope = new TaskScope(_clock, cancellationToken);
        TimeSpan pause = pauses.Before;
        foreach (ClusterResource resource in resources)
        {
            await _clock.DelayAsync(pause, cancellationToken);
            pause = TimeSpan.Zero;
            Task acting = scope.Start(
                $"resource script of {resource.Vm}",
                token => act(resource.Vm, token)
            );
            if (_order == TakeoverOrder.OneByOne)
            {
                await acting;
                pause = pauses.Between;
            }
        }

        await scope.WhenAllAsync();
    }

    private async Task AcquireAsync(SimMember member, VmName vm, CancellationToken lifetime)
    {
        ScriptExit exit = await CallAsync(member, vm, ScriptVerb.Status, lifetime);
        if (exit != ScriptExit.Success)
        {
            await _clock.DelayAsync(_delays.BeforeStart, lifetime);
            exit = await CallAsync(member, vm, ScriptVerb.Start, lifetime);
        }

        if (exit == ScriptExit.Success)
        {
            _holders[vm] = member.Name;
        }
    }

    private async Task<ScriptExit> CallAsync(
        SimMember member,
        VmName vm,
        ScriptVerb verb,
        CancellationToken cancellationToken
    )
    {
        HostName host = member.Name;
        _feed.Publish(new(_clock.Now, host, vm, verb, null));
        ScriptExit exit;
        try
        {
            exit = verb switch
            {
                ScriptVerb.Stop => await _script.StopAsync(vm, host, cancellationToken),
                ScriptVerb.Start => await _script.StartAsync(vm, host, cancellationToken),
                _ => await _script.StatusAsync(vm, host, cancellationToken),
            };
        }
        catch (HypervisorException)
        {
            exit = ScriptExit.GenericError;
        }

        _feed.Publish(new(_clock.Now, host, vm, verb, exit));
        return exit;
    }
}
