using System.Collections.Immutable;
using MigSim.Kernel;
using MigSim.Models.Overhead;
using MigSim.Simulation.Network;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Simulation.Hosts;

/// <summary>A physical machine: its links, its machines and, if it has one, its control domain.</summary>
internal sealed class SimHost
{
    private readonly SimulationLoop _loop;
    private readonly List<SimLink> _links = [];
    private readonly List<SimVm> _vms = [];
    private readonly FadingLoad _aftermath;
    private readonly Random _turns;
    private readonly SchedulerKind _scheduler;

    // Xen's default, also for the control domain.
    private const double ControlWeight = 256;

    private SimTime _packetsDoneAt;
    private double _packetSeconds;
    private double _copying;
    private double _guestNanoseconds;
    private double _guestSpeed = 1;
    private SimTime _guestSince;

    /// <param name="loop">The loop that runs it.</param>
    /// <param name="description">The machine.</param>
    /// <param name="controlDomain">The costs of its hypervisor, or null if it has none.</param>
    /// <param name="ownWork">Busy processors of what runs on the host itself.</param>
    /// <param name="scheduler">How it divides its processors.</param>
    public SimHost(
        SimulationLoop loop,
        HostDescription description,
        ControlDomainProfile? controlDomain,
        double ownWork = 0,
        SchedulerKind scheduler = SchedulerKind.None
    )
    {
        _scheduler = scheduler;
        _loop = loop;
        OwnWork = ownWork;
        CopyingOverTime = new TimeWeightedMonitor(loop.Now, 0);
        GuestsOverTime = new TimeWeightedMonitor(loop.Now, ownWork);
        TrafficOverTime = new TimeWeightedMonitor(loop.Now, 0);
        Description = description;
        ControlDomain = controlDomain;
        StackSeconds = description.StackDelay.TotalSeconds;
        _aftermath = new FadingLoad(controlDomain?.Aftermath.TotalSeconds ?? 0);
        _turns = loop.Random[$"{description.Name}.control-domain"];
    }

    /// <summary>Is called when a guest began or ceased to run, or came or went.</summary>
    public event Action? Changed;

    public HostDescription Description { get; }

    public HostName Name => Description.Name;

    public ControlDomainProfile? ControlDomain { get; }

    /// <summary>Whether processors are divided where they are scarce.</summary>
    public bool HasScheduler => _scheduler != SchedulerKind.None;

    /// <summary>Whether it holds the disks rather than machines.</summary>
    public bool IsStorage => ControlDomain is null;

    public double StackSeconds { get; }

    public bool IsUp { get; set; } = true;

    /// <summary>How often it failed: what began before the last time is gone.</summary>
    public int Failures { get; set; }

    public IReadOnlyList<SimVm> Vms => _vms;

    /// <summary>The number of its control domain in the fair-share problem being solved.</summary>
    public int Resource { get; set; }

    /// <summary>Memory set aside for machines that are being received.</summary>
    public DataSize Reserved { get; set; }

    public DataSize MemoryFree =>
        DataSize.FromBytes(
            Description.Memory.Bytes - Reserved.Bytes - _vms.Sum(vm => vm.Spec.Memory.Bytes)
        );

    /// <summary>Copying's share of the processors, over time.</summary>
    public TimeWeightedMonitor CopyingOverTime { get; }

    /// <summary>The guests' share of the processors, over time.</summary>
    public TimeWeightedMonitor GuestsOverTime { get; }

    /// <summary>The control domain's share of the processors for the guests' own traffic, over time.</summary>
    public TimeWeightedMonitor TrafficOverTime { get; }

    /// <summary>Busy processors of what runs on the host itself, without a machine.</summary>
    public double OwnWork { get; }

    /// <summary>Processor seconds that web servers on this host took so far.</summary>
    public double ServedSeconds { get; set; }

    public IReadOnlyList<SimLink> Links => _links;

    public void AddLink(SimLink link) => _links.Add(link);

    /// <summary>Gets the link to a network.</summary>
    /// <exception cref="InvalidOperationException">The host is not on that network.</exception>
    public SimLink Link(NetworkName network)
    {
        foreach (SimLink link in _links)
        {
            if (link.Description.Network == network)
            {
                return link;
            }
        }

        throw new InvalidOperationException($"The host {Name} is not on the network {network}.");
    }

    public void Add(SimVm vm)
    {
        vm.PutOn(this);
        _vms.Add(vm);
        GuestsChanged();
    }

    public void Remove(SimVm vm)
    {
        _vms.Remove(vm);
        GuestsChanged();
    }

    public void RemoveAll()
    {
        _vms.Clear();
        GuestsChanged();
    }

    /// <summary>Notes that a guest began or ceased to run.</summary>
    public void GuestsChanged()
    {
        SimTime now = _loop.Now;
        SimVm[] running = [.. _vms.Where(vm => vm.Runs)];
        double cost = ControlDomain?.PacketCost.TotalSeconds ?? 0;
        ImmutableArray<ProcessorShare> shares = ProcessorShares.Divide(
            _scheduler,
            Description.Processors,
            ControlWeight,
            [
                .. running.Select(vm => new ProcessorDemand(
                    vm.Spec.Workload.CpuShare,
                    vm.Spec.Workload.PacketsPerSecond * cost,
                    vm.Spec.Weight,
                    vm.Spec.DriverCap
                )),
            ]
        );
        GuestsOverTime.Set(now, OwnWork + shares.Sum(share => share.Own));
        TrafficOverTime.Set(now, shares.Sum(share => share.Driver));
        foreach (SimVm vm in _vms)
        {
            vm.SetShare(now, default);
        }

        for (int i = 0; i < running.Length; i++)
        {
            running[i].SetShare(now, shares[i]);
        }

        SpeedChanged();
        Changed?.Invoke();
    }

    /// <summary>Gets for how long a guest has run here as if it had a host to itself.</summary>
    public double GuestNanoseconds(SimTime now) =>
        _guestNanoseconds + (_guestSpeed * (now.Nanoseconds - _guestSince.Nanoseconds));

    public void SetCopying(double processors)
    {
        if (processors != _copying)
        {
            _copying = processors;
            CopyingOverTime.Set(_loop.Now, processors);
            SpeedChanged();
        }
    }

    /// <summary>Leaves load behind that fades, as a restored machine does.</summary>
    public void LeaveAftermath(double processors) => _aftermath.Add(processors, _loop.Now.Seconds);

    /// <summary>Processor seconds that guests' packets took of the control domain so far.</summary>
    public double PacketSeconds => _packetSeconds;

    /// <summary>Lets one guest packet pass the control domain.</summary>
    /// <param name="now">When its turns begin.</param>
    /// <param name="ready">When it would be through if the control domain cost nothing.</param>
    /// <returns>When it is through.</returns>
    public SimTime PassControlDomain(SimTime now, SimTime ready)
    {
        if (ControlDomain is not { } profile)
        {
            return ready;
        }

        double wait = 0;
        double aftermath = _aftermath.At(now.Seconds);
        double hold = profile.CopyHold.TotalSeconds;
        for (int turn = 0; hold > 0 && turn < profile.TurnsPerPacket; turn++)
        {
            wait += Models.Overhead.ControlDomain.TurnWait(
                _copying,
                aftermath,
                profile.Processors,
                hold,
                _copying > 0 ? _turns.NextDouble() : 1
            );
        }

        return Leave(ready.After(wait), profile.PacketCost.TotalSeconds);
    }

    // Guests get what copying leaves of the processors, or their part if the scheduler is fair.
    private void SpeedChanged()
    {
        SimTime now = _loop.Now;
        _guestNanoseconds = GuestNanoseconds(now);
        _guestSince = now;
        int guests = _vms.Count(vm => vm.Runs);
        _guestSpeed = Models.Overhead.ControlDomain.GuestSpeed(
            Description.Processors,
            _copying,
            GuestsOverTime.Current,
            guests
        );
    }

    // One packet after the other is worked on, and none overtakes another.
    private SimTime Leave(SimTime begins, double cost)
    {
        SimTime start = begins < _packetsDoneAt ? _packetsDoneAt : begins;
        _packetsDoneAt = start.After(cost);
        _packetSeconds += cost;
        return _packetsDoneAt;
    }
}
