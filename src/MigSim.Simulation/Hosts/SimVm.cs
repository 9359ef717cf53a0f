using MigSim.Kernel;
using MigSim.Models.Overhead;
using MigSim.Virtualization;

namespace MigSim.Simulation.Hosts;

/// <summary>A virtual machine: what it is, where it is and whether it runs.</summary>
internal sealed class SimVm(VmSpec spec, SimHost host)
{
    public VmSpec Spec => spec;

    public VmName Name => spec.Name;

    public SimHost Host { get; private set; } = host;

    private ProcessorShare _share;
    private SimTime _sharedSince;
    private double _ownSeconds;
    private double _driverSeconds;
    private VmState _state = VmState.Paused;
    private SimTime _runningSince;
    private double _ranFor;

    public VmState State => _state;

    /// <summary>What its memory holds: a machine that was booted again has another.</summary>
    public object Memory { get; init; } = new();

    /// <summary>Processor seconds that its web server took on its host.</summary>
    public double ServedSeconds { get; set; }

    /// <summary>Whether an operation is under way that no other may disturb.</summary>
    public bool IsBusy { get; set; }

    public bool Runs => _state is VmState.Running or VmState.Blocked;

    /// <summary>Sets what it gets of its host's processors from now on.</summary>
    public void SetShare(SimTime now, ProcessorShare share)
    {
        _ownSeconds = OwnSeconds(now);
        _driverSeconds = DriverSeconds(now);
        _sharedSince = now;
        _share = share;
    }

    /// <summary>Gets the processor seconds that it had so far, but those of its web server.</summary>
    public double OwnSeconds(SimTime now) =>
        _ownSeconds + (_share.Own * now.SecondsSince(_sharedSince));

    /// <summary>Gets the processor seconds that control domains worked for it so far.</summary>
    public double DriverSeconds(SimTime now) =>
        _driverSeconds + (_share.Driver * now.SecondsSince(_sharedSince));

    /// <summary>Puts it on a host, where its processor time counts anew.</summary>
    public void PutOn(SimHost host)
    {
        Host = host;
        ServedSeconds = 0;
        _ranFor = 0;
    }

    /// <summary>Gets for how long it has run on its host, in seconds.</summary>
    public double RanFor(SimTime now) => _ranFor + (Runs ? now.SecondsSince(_runningSince) : 0);

    public void SetState(VmState state, SimTime now)
    {
        _ranFor = RanFor(now);
        _runningSince = now;
        _state = state;
    }
}
