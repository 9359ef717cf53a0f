using MigSim.Kernel;
using MigSim.Simulation.Network;
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
    private readonly List<SimMessage> _input = [];
    private readonly List<SimMessage> _output = [];

    public VmState State => _state;

    /// <summary>Whether an operation is under way that no other may disturb.</summary>
    public bool IsBusy { get; set; }

    public bool Runs => _state is VmState.Running or VmState.Blocked;

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
