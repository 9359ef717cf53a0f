using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Models.Memory;
using MigSim.Simulation.Hosts;
using MigSim.Units;

namespace MigSim.Simulation.Web;

/// <summary>A web server of a host or a machine: threads, a queue, processors and a balloon.</summary>
/// <remarks>
/// It is part of its machine's memory: it moves with it, stands still with it, and is a new one,
/// with no connection and no balloon, when the machine was booted again.
/// </remarks>
internal sealed class SimWebServer : IDisposable
{
    private readonly SimulationLoop _loop;
    private readonly SimWorld _world;
    private readonly ProcessorStation _station;
    private readonly HashSet<HttpConnection> _served = [];
    private readonly LinkedList<HttpConnection> _backlog = new();
    private object? _guest;

    public SimWebServer(SimulationLoop loop, SimWorld world, ServerSpec spec)
    {
        _loop = loop;
        _world = world;
        Spec = spec;
        _station = new ProcessorStation(loop, () => Processors, () => Runs, Account);
        _guest = Machine?.Memory;
        foreach (SimHost host in world.Hosts)
        {
            host.Changed += _station.GoOn;
        }
    }

    public ServerSpec Spec { get; }

    /// <summary>What the balloon holds.</summary>
    public DataSize Held { get; private set; } = DataSize.Zero;

    /// <summary>The machine in which it is, wherever that is; null on a host or if there is none.</summary>
    public SimVm? Machine => Spec.Machine is { } name ? _world.FindVm(name) : null;

    public SimHost Host => Machine?.Host ?? _world.Host(Spec.Host);

    /// <summary>Whether it could do anything now.</summary>
    public bool Runs => Spec.Machine is null ? Host.IsUp : Machine?.Runs == true;

    private int Processors => Machine?.Spec.VirtualCpus ?? Host.Description.Processors;

    /// <summary>Whether it knows of a connection.</summary>
    public bool Knows(HttpConnection connection)
    {
        Renew();
        return _served.Contains(connection) || _backlog.Contains(connection);
    }

    /// <summary>Takes a new connection; false if too many wait for a thread.</summary>
    public bool TryAccept(HttpConnection connection)
    {
        Renew();
        if (Knows(connection))
        {
            return true;
        }

        if (_served.Count < Spec.Profile.Threads)
        {
            _served.Add(connection);
            return true;
        }

        if (_backlog.Count < Spec.Profile.Backlog)
        {
            _backlog.AddLast(connection);
            return true;
        }

        return false;
    }

    /// <summary>Works on the request of a connection, as soon as it has a thread.</summary>
    public void Serve(HttpConnection connection)
    {
        if (_served.Contains(connection))
        {
            _station.Add(
                Spec.Profile.RequestCost.TotalSeconds,
                () => connection.Reply(Answer(connection.Page))
            );
        }
    }

    /// <summary>Lets go of a connection that was closed.</summary>
    public void Leave(HttpConnection connection)
    {
        if (_backlog.Remove(connection) || !_served.Remove(connection))
        {
            return;
        }

        if (_backlog.First is { } next)
        {
            _backlog.RemoveFirst();
            _served.Add(next.Value);
            next.Value.GotThread();
        }
    }

    /// <summary>Touches every page of the balloon; returns the seconds that it took.</summary>
    public async Task<double> AccessAsync(CancellationToken cancellationToken)
    {
        Renew();
        var took = new TaskCompletionSource<double>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        SimTime begun = _loop.Now;
        _station.Add(
            PageWalks.Seconds(Spec.Profile.Access, Held, Spec.Machine is not null),
            () => took.TrySetResult(_loop.Now.SecondsSince(begun))
        );
        await using CancellationTokenRegistration registration = cancellationToken.Register(() =>
            took.TrySetCanceled(cancellationToken)
        );
        return await took.Task;
    }

    public void Dispose()
    {
        Forget();
        foreach (SimHost host in _world.Hosts)
        {
            host.Changed -= _station.GoOn;
        }
    }

    private bool Answer(string page)
    {
        ServerProfile profile = Spec.Profile;
        switch (page)
        {
            case "/increase_mem" when Held + profile.Step > profile.MemoryMax:
            case "/decrease_mem" when Held < profile.Step:
                return false;
            case "/increase_mem":
                Held += profile.Step;
                return true;
            case "/decrease_mem":
                Held = DataSize.FromBytes(Held.Bytes - profile.Step.Bytes);
                return true;
            default:
                return true;
        }
    }

    private void Account(double seconds)
    {
        Host.ServedSeconds += seconds;
        if (Machine is { } vm)
        {
            vm.ServedSeconds += seconds;
        }
    }

    // A machine that was booted again has a new server.
    private void Renew()
    {
        if (Machine is { } vm && vm.Memory != _guest)
        {
            _guest = vm.Memory;
            Forget();
        }
    }

    private void Forget()
    {
        _station.Clear();
        _served.Clear();
        _backlog.Clear();
        Held = DataSize.Zero;
    }
}
