using MigSim.Kernel;
using MigSim.Models.Migration;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Simulation.Virtualization;

/// <summary>
/// One machine whose state is sent to another host again and again. All memory goes first, while the guest
/// runs. Then, for each checkpoint, the guest is stopped, what it wrote since the last one is copied
/// aside or sent, the guest runs on, and what it said to the network is let go once the target has
/// everything.
/// </summary>
internal sealed class SimProtection(
    SimulationLoop loop,
    RunClock clock,
    SimNetwork network,
    SimControlChannel channel,
    PageCopier copier,
    SimVm vm,
    SimHost source,
    SimHost target,
    ProtectionRequest request
)
{
    private readonly DirtyMemory _memory = new(vm.Spec.Workload.AllWrites, vm.Spec.Memory.Pages);
    private readonly int _sourceFailures = source.Failures;
    private readonly int _targetFailures = target.Failures;
    private double _ranAt = source.GuestNanoseconds(loop.Now);
    private SimTime _startedAt;
    private TimeSpan _paused;
    private SimTime _endedAt;
    private int _checkpoints;
    private double _bytes;

    /// <summary>Gets the machine as it is configured.</summary>
    public VmSpec Spec => vm.Spec;

    /// <summary>Gets how it is protected.</summary>
    public CheckpointProfile Checkpoints => request.Checkpoints;

    private bool IsOver =>
        vm.State == VmState.Crashed
        || source.Failures != _sourceFailures
        || target.Failures != _targetFailures;

    /// <summary>Gets whether the target has all that it needs.</summary>
    public bool HasCopy { get; private set; }

    /// <summary>Protects the machine until one of its hosts fails or nobody wants it any more.</summary>
    public async Task<ProtectionReport> RunAsync(
        Action protectedNow,
        CancellationToken cancellationToken
    )
    {
        try
        {
            bool goesOn =
                await copier.CopyPagesAsync(vm.Spec.Memory.Pages, cancellationToken)
                && await CheckpointAsync(cancellationToken);
            if (goesOn)
            {
                HasCopy = true;
                _startedAt = loop.Now;
                _endedAt = _startedAt;
                protectedNow();
            }

            _paused = TimeSpan.Zero;
            _bytes = 0;
            while (goesOn)
            {
                SimTime beganAt = loop.Now;
                goesOn = await CheckpointAsync(cancellationToken);
                _checkpoints += goesOn ? 1 : 0;
                _endedAt = loop.Now;
                TimeSpan left = Checkpoints.Interval - (loop.Now - beganAt);
                if (goesOn && left > TimeSpan.Zero)
                {
                    await clock.DelayAsync(left, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            HasCopy = HasCopy && IsOver;
        }
        finally
        {
            LetGo();
        }

        return new ProtectionReport(
            request,
            _endedAt - _startedAt,
            _checkpoints,
            _paused,
            DataSize.FromBytes((long)Math.Round(_bytes))
        );
    }

    // False if a host failed before the target had said that it has everything.
    private async Task<bool> CheckpointAsync(CancellationToken cancellationToken)
    {
        if (IsOver)
        {
            return false;
        }

        double bytes = Math.Round(WrittenPages()) * DataSize.PageBytes;
        SimTime stoppedAt = loop.Now;
        vm.Freeze(loop.Now, Checkpoints.HoldsOutput);
        source.GuestsChanged();
        await clock.DelayAsync(Checkpoints.Pause, cancellationToken);
        bool isSent = false;
        if (Checkpoints.CopyAsideRate is { } rate)
        {
            double seconds = bytes / rate.BytesPerSecond;
            await clock.DelayAsync(TimeSpan.FromSeconds(seconds), cancellationToken);
        }
        else
        {
            isSent = await copier.CopyAsync(bytes, cancellationToken);
        }

        if (IsOver)
        {
            return false;
        }

        IReadOnlyList<SimMessage> said = vm.TakeOutput();
        Thaw();
        _paused += loop.Now - stoppedAt;
        isSent = isSent || await copier.CopyAsync(bytes, cancellationToken);
        if (!isSent)
        {
            network.Release(said);
            return false;
        }

        _bytes += bytes;
        await channel.OneWayAsync(target, source, cancellationToken);
        if (IsOver)
        {
            network.Release(said);
            return false;
        }

        foreach (SimMessage message in said)
        {
            network.SendNow(message);
        }

        return true;
    }

    private double WrittenPages()
    {
        SimTime now = loop.Now;
        double ran = source.GuestNanoseconds(now);
        double seconds = (ran - _ranAt) * 1e-9;
        _ranAt = ran;
        return _memory.UniquePages(seconds);
    }

    private void Thaw()
    {
        vm.SetState(VmState.Running, loop.Now);
        source.GuestsChanged();
        foreach (SimMessage message in vm.TakeInput())
        {
            network.DeliverNow(message);
        }
    }

    private void LetGo()
    {
        if (!IsOver && vm.IsFrozen)
        {
            Thaw();
        }

        IReadOnlyList<SimMessage> said = vm.LetGo();
        if (IsOver)
        {
            network.Release(said);
            network.Release(vm.TakeInput());
            return;
        }

        foreach (SimMessage message in said)
        {
            network.SendNow(message);
        }
    }
}
