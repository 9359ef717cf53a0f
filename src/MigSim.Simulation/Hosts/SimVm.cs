using MigSim.Kernel;
using MigSim.Models.Overhead;
using MigSim.Simulation.Network;
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
    private readonly List<SimMessage> _input = [];
    private readonly List<SimMessage> _output = [];

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

    /// <summary>
    /// Gets whether it is stopped for so short a time that what comes in waits for it.
    /// </summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Gets whether what it sends waits until it is let go.</summary>
    public bool HoldsOutput { get; private set; }

    /// <summary>Stops it for a checkpoint.</summary>
    public void Freeze(SimTime now, bool holdsOutput)
    {
        SetState(VmState.Paused, now);
        IsFrozen = true;
        HoldsOutput = holdsOutput;
    }

    /// <summary>Keeps a message that came in while it is frozen.</summary>
    public void KeepInput(SimMessage message) => _input.Add(message);

    /// <summary>Keeps a message that it sends.</summary>
    public void KeepOutput(SimMessage message) => _output.Add(message);

    /// <summary>Takes what it has sent so far.</summary>
    public IReadOnlyList<SimMessage> TakeOutput() => Take(_output);

    /// <summary>Takes what has come in while it was frozen.</summary>
    public IReadOnlyList<SimMessage> TakeInput() => Take(_input);

    /// <summary>Ends the holding back; gets what it has sent so far.</summary>
    public IReadOnlyList<SimMessage> LetGo()
    {
        HoldsOutput = false;
        return TakeOutput();
    }

    private static SimMessage[] Take(List<SimMessage> messages)
    {
        SimMessage[] taken = [.. messages];
        messages.Clear();
        return taken;
    }

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
        IsFrozen = false;
    }
}
