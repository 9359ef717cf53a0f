using MigSim.Kernel;
using MigSim.Virtualization;

namespace MigSim.Simulation.Hosts;

/// <summary>A virtual machine: what it is, where it is and whether it runs.</summary>
internal sealed class SimVm(VmSpec spec, SimHost host)
{
    public VmSpec Spec => spec;

    public VmName Name => spec.Name;

    public SimHost Host { get; private set; } = host;

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
