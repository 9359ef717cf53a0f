using MigSim.Clustering;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>A resource script that takes its time, touches nothing and keeps every call.</summary>
internal sealed class TimedScript(RunClock clock) : IResourceScript
{
    /// <summary>How long <c>stop</c> and <c>start</c> take.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(120);

    private readonly Dictionary<VmName, HostName> _holders = [];

    public List<ScriptCall> Calls { get; } = [];

    /// <summary>Gets or sets a resource whose <c>start</c> fails with an exception.</summary>
    public VmName? Broken { get; set; }

    public async Task<ScriptExit> StopAsync(VmName vm, HostName host, CancellationToken token)
    {
        await TakeTimeAsync(ScriptVerb.Stop, vm, host, Duration, token);
        _holders.Remove(vm);
        return ScriptExit.Success;
    }

    public async Task<ScriptExit> StartAsync(VmName vm, HostName host, CancellationToken token)
    {
        await TakeTimeAsync(ScriptVerb.Start, vm, host, Duration, token);
        if (vm == Broken)
        {
            throw new HypervisorException(HypervisorError.ToolFailed, $"{vm} is broken.");
        }

        _holders[vm] = host;
        return ScriptExit.Success;
    }

    public async Task<ScriptExit> StatusAsync(VmName vm, HostName host, CancellationToken token)
    {
        await TakeTimeAsync(ScriptVerb.Status, vm, host, TimeSpan.Zero, token);
        return _holders.TryGetValue(vm, out HostName holder) && holder == host
            ? ScriptExit.Success
            : ScriptExit.NotRunning;
    }

    private async Task TakeTimeAsync(
        ScriptVerb verb,
        VmName vm,
        HostName host,
        TimeSpan duration,
        CancellationToken token
    )
    {
        TimeSpan begin = clock.Now;
        await clock.DelayAsync(duration, token);
        Calls.Add(new(verb, vm, host, begin, clock.Now));
    }
}
