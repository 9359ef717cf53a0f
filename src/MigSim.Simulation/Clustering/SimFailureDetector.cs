using MigSim.Clustering;
using MigSim.Kernel;
using MigSim.Models.Clustering;
using MigSim.Models.Network;
using MigSim.Simulation.Network;
using MigSim.Time;

namespace MigSim.Simulation.Clustering;

/// <summary>Beats between members on the heartbeat network, and what each believes of the others.</summary>
internal sealed class SimFailureDetector : IFailureDetector, IMessageReceiver
{
    // A beat of Heartbeat 3.0.6 as captured on the wire.
    private const int BeatBytes = 310;
    private const int NoticeFlag = 1 << 16;

    private readonly SimulationLoop _loop;
    private readonly RunClock _clock;
    private readonly SimWorld _world;
    private readonly HeartbeatOptions _options;
    private readonly Dictionary<HostName, Feed<MembershipChange>> _feeds = [];
    private readonly Random _phases;

    public SimFailureDetector(
        SimulationLoop loop,
        RunClock clock,
        SimWorld world,
        HeartbeatOptions options
    )
    {
        _loop = loop;
        _clock = clock;
        _world = world;
        _options = options;
        _phases = loop.Random["heartbeat.phases"];
        int count = world.Members.Length;
        Members =
        [
            .. world.Members.Select(
                (name, index) => new SimMember(loop, world.Host(name), index, count)
            ),
        ];
        foreach (SimMember member in Members)
        {
            _feeds.Add(member.Name, new(loop, $"membership as seen by {member.Name}"));
        }
    }

    public SimMember[] Members { get; }

    /// <summary>Is called when an observer takes a member for dead or hears that it leaves.</summary>
    public event Action<SimMember, SimMember>? Lost;

    public SimMember Member(HostName name) =>
        Array.Find(Members, member => member.Name == name)
        ?? throw new ArgumentException($"{name} is no member of the cluster.", nameof(name));

    public MemberState GetState(HostName observer, HostName member) =>
        Member(observer).Beliefs[Member(member).Index];

    public IAsyncEnumerable<MembershipChange> WatchAsync(
        HostName observer,
        CancellationToken cancellationToken
    )
    {
        SimMember watching = Member(observer);

        // Taken when the first change is asked for, not now.
        IEnumerable<MembershipChange> present = Members
            .Where(member => member != watching)
            .Select(member => Change(watching, member));
        return _feeds[observer].WatchAsync(present, cancellationToken);
    }

    /// <summary>Begins to send beats and to listen.</summary>
    public void Begin(SimMember member)
    {
        TimeSpan now = _loop.Now.SinceStart;
        member.Beliefs[member.Index] = MemberState.Alive;
        foreach (SimMember other in Members)
        {
            if (other != member)
            {
                member.Detectors[other.Index] = new HeartbeatDetector(_options, now);
                Believe(member, other, MemberState.Unknown);
                CheckLater(new Watch(member, other, member.Lifetime!));
            }
        }

        CancellationTokenSource lifetime = member.Lifetime!;
        TimeSpan phase = _options.KeepAlive * _phases.NextDouble();
        _loop.Schedule(_loop.Now + phase, EventOrder.Model, _ => Beat(member, lifetime), null);
    }

    /// <summary>Tells the peers that a member leaves.</summary>
    public void SendNotice(SimMember member) => SendToPeers(member, NoticeFlag);

    void IMessageReceiver.Receive(SimMessage message)
    {
        SimMember observer = Member(message.ForwardedTo.Name);
        SimMember sender = Members[(int)(message.Tag & ~NoticeFlag)];
        bool isNotice = (message.Tag & NoticeFlag) != 0;
        _world.Network.Release(message);
        if (!observer.IsActive)
        {
            return;
        }

        observer.Detectors[sender.Index].Heard(_loop.Now.SinceStart);
        if (isNotice)
        {
            Lost?.Invoke(observer, sender);
        }
        else if (observer.Beliefs[sender.Index] != MemberState.Alive)
        {
            Believe(observer, sender, MemberState.Alive);
            CheckLater(new Watch(observer, sender, observer.Lifetime!));
        }
    }

    private sealed record Watch(
        SimMember Observer,
        SimMember Member,
        CancellationTokenSource Lifetime
    );

    private void Beat(SimMember member, CancellationTokenSource lifetime)
    {
        if (lifetime.IsCancellationRequested)
        {
            return;
        }

        SendToPeers(member, 0);
        _loop.Schedule(
            _loop.Now + _options.KeepAlive,
            EventOrder.Model,
            _ => Beat(member, lifetime),
            null
        );
    }

    private void SendToPeers(SimMember member, int flag)
    {
        foreach (SimMember peer in Members)
        {
            if (peer != member)
            {
                SimMessage message = _world.Network.Rent();
                message.Network = _options.Network;
                message.SourceHost = member.Host;
                message.TargetHost = peer.Host;
                message.WireBytes = Framing.DatagramOnWire(BeatBytes);
                message.Receiver = this;
                message.Tag = member.Index | flag;
                _world.Network.Send(message);
            }
        }
    }

    private void CheckLater(Watch watch)
    {
        TimeSpan now = _loop.Now.SinceStart;
        int index = watch.Member.Index;
        _loop.Cancel(watch.Observer.Checks[index]);
        TimeSpan next = watch.Observer.Detectors[index].NextChangeAt(now);
        watch.Observer.Checks[index] =
            next == TimeSpan.MaxValue
                ? default
                : _loop.Schedule(SimTime.FromTimeSpan(next), EventOrder.Model, Check, watch);
    }

    private void Check(object? state)
    {
        var watch = (Watch)state!;
        if (watch.Lifetime.IsCancellationRequested)
        {
            return;
        }

        MemberState found = watch
            .Observer.Detectors[watch.Member.Index]
            .StateAt(_loop.Now.SinceStart);
        if (found != watch.Observer.Beliefs[watch.Member.Index])
        {
            Believe(watch.Observer, watch.Member, found);
            if (found == MemberState.Dead)
            {
                Lost?.Invoke(watch.Observer, watch.Member);
            }
        }

        CheckLater(watch);
    }

    private void Believe(SimMember observer, SimMember member, MemberState state)
    {
        observer.Beliefs[member.Index] = state;
        _feeds[observer.Name].Publish(Change(observer, member));
    }

    private MembershipChange Change(SimMember observer, SimMember member) =>
        new(_clock.Now, observer.Name, member.Name, observer.Beliefs[member.Index]);
}
