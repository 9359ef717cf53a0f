using System.Collections.Immutable;
using MigSim.Kernel;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Simulation.Virtualization;

/// <summary>One migration: carries out what its engine says and keeps what happened.</summary>
internal sealed class SimMigration(
    SimulationLoop loop,
    RunClock clock,
    SimNetwork network,
    SimControlChannel channel,
    HypervisorProfile profile,
    EngineProfile toolstack,
    SimVm vm,
    SimHost source,
    SimHost target,
    MigrationRequest request
)
{
    private readonly TimeSpan _startedAt = clock.Now;
    private readonly int _sourceFailures = source.Failures;
    private readonly int _targetFailures = target.Failures;
    private readonly PageCopier _copier = new(network.Bulk, source, target, profile, toolstack);
    private readonly MigrationTimes _further = toolstack.Times;
    private readonly DirtyMemory _memory = new(
        vm.Spec.Workload.AllWrites,
        vm.Spec.Memory.Pages + (long)toolstack.FurtherPages
    )
    {
        ZeroPages = vm.Spec.Workload.ZeroPages(vm.Spec.Memory),
    };
    private IMigrationEngine? _engine;
    private double _pushedPages;
    private double _pushSeconds;
    private TimeSpan _engineStartedAt;
    private TimeSpan? _suspendedAt;
    private TimeSpan _lastCopyAt;
    private TimeSpan _lastCopyEndedAt;
    private TimeSpan _agreedAt;
    private TimeSpan _resumedAt;

    /// <summary>Carries the migration out.</summary>
    /// <exception cref="OperationCanceledException">It was given up; the guest may be stopped.</exception>
    public async Task<MigrationReport> RunAsync(CancellationToken cancellationToken)
    {
        await DelayAsync(profile.Migration.Setup, _further.Setup, cancellationToken);
        if (Failure() is { } early)
        {
            return Report(early);
        }

        IMigrationEngine engine = CreateEngine();
        _engine = engine;
        _engineStartedAt = clock.Now;
        SimTime stepAt = loop.Now;
        double ranAt = source.GuestNanoseconds(stepAt);
        MigrationStep step = engine.Next(0);
        while (step.Kind != MigrationStepKind.End)
        {
            if (await CarryOutAsync(step, cancellationToken) is { } failure)
            {
                return Report(failure);
            }

            SimTime now = loop.Now;
            double elapsed = now.SecondsSince(stepAt);
            double ran = source.GuestNanoseconds(now);
            double speed = elapsed > 0 ? (ran - ranAt) / (now.Nanoseconds - stepAt.Nanoseconds) : 1;
            if (vm.Host == target && step.Kind == MigrationStepKind.Copy)
            {
                _pushedPages += step.Pages;
                _pushSeconds += elapsed;
            }

            stepAt = now;
            ranAt = ran;
            step = engine.Next(elapsed, speed * (1 - toolstack.TrackingCost));
        }

        return await LetGoAsync(cancellationToken);
    }

    /// <summary>Reports a migration that was given up.</summary>
    public MigrationReport Report(MigrationStatus status)
    {
        bool completed = status == MigrationStatus.Completed;
        return new MigrationReport(
            request,
            status,
            _startedAt,
            clock.Now - _startedAt,
            completed ? _resumedAt - _suspendedAt : null,
            completed ? Parts() : null,
            DataSize.FromBytes((long)Math.Round(_engine?.BytesSent ?? 0)),
            [.. (_engine?.Passes ?? []).Select(ToRound)]
        )
        {
            Stalled = completed && IsPostCopy ? Stalled() : null,
        };
    }

    private bool IsPostCopy => request.Mode is MigrationMode.PostCopy or MigrationMode.Hybrid;

    // Each page that is asked for takes a round trip and its own bytes.
    private TimeSpan Stalled()
    {
        double each =
            SimLink.RoundTripSeconds(source, target) + (_memory.PageBytes / _copier.IdleRate);
        return TimeSpan.FromSeconds(DemandFaults.Stall(_memory, _pushedPages, _pushSeconds, each));
    }

    private IMigrationEngine CreateEngine() =>
        toolstack.Settings.Create(
            request.Mode,
            new EngineInputs(_memory, Math.Min(_copier.IdleRate, toolstack.RateMax))
            {
                PostCopyAfter = vm.Spec.PostCopyAfter.TotalSeconds,
            }
        );

    // What the toolstack takes comes on top of what every migration on this hypervisor takes.
    private ValueTask DelayAsync(
        TimeSpan usual,
        double further,
        CancellationToken cancellationToken
    ) => clock.DelayAsync(usual + TimeSpan.FromSeconds(further), cancellationToken);

    // What went wrong, or null.
    private async Task<MigrationStatus?> CarryOutAsync(
        MigrationStep step,
        CancellationToken cancellationToken
    )
    {
        if (vm.Host == target)
        {
            // A guest that runs on the target cannot be called back.
            cancellationToken = CancellationToken.None;
        }

        switch (step.Kind)
        {
            case MigrationStepKind.Suspend:
                await SuspendAsync(cancellationToken);
                return Failure();
            case MigrationStepKind.HandOver:
                return await HandOverAsync(cancellationToken);
            default:
                if (!await _copier.CopyAsync(step.Bytes, RateLimit(step), cancellationToken))
                {
                    return LostIfHandedOver(Failure() ?? MigrationStatus.Aborted);
                }

                await ScanAsync(step, cancellationToken);
                return Failure() is { } failure ? LostIfHandedOver(failure) : null;
        }
    }

    private double RateLimit(MigrationStep step)
    {
        bool isFree = _suspendedAt is not null && request.Mode != MigrationMode.StopAndCopy;
        double most = isFree ? toolstack.FreeRate ?? toolstack.RateMax : toolstack.RateMax;
        return Math.Min(step.RateLimit, most);
    }

    private async Task ScanAsync(MigrationStep step, CancellationToken cancellationToken)
    {
        double seconds = step.ScanSeconds + toolstack.MessageSeconds;
        if (seconds > 0)
        {
            await clock.DelayAsync(TimeSpan.FromSeconds(seconds), cancellationToken);
        }
    }

    // A guest whose memory is on two hosts does not outlive either of them.
    private MigrationStatus LostIfHandedOver(MigrationStatus failure)
    {
        if (vm.Host == target && failure != MigrationStatus.Aborted)
        {
            vm.SetState(VmState.Crashed, loop.Now);
            target.GuestsChanged();
        }

        return failure;
    }

    private async Task SuspendAsync(CancellationToken cancellationToken)
    {
        _suspendedAt = clock.Now;
        vm.SetState(VmState.Paused, loop.Now);
        source.GuestsChanged();
        await DelayAsync(profile.Migration.Suspend, _further.Suspend, cancellationToken);
        _lastCopyAt = clock.Now;
    }

    // The target says that it has everything; the source gives permission; the target lets the
    // guest run and says so; the source forgets it (xen-project/xen, tools/xl/xl_migrate.c).
    private async Task<MigrationStatus?> HandOverAsync(CancellationToken cancellationToken)
    {
        _lastCopyEndedAt = clock.Now;
        await channel.RoundTripAsync(target, source, cancellationToken);
        _agreedAt = clock.Now;
        await DelayAsync(profile.Migration.Resume, _further.HandOver, cancellationToken);
        if (Failure() is { } failure)
        {
            // Permission was given: the source cannot know whether the guest runs.
            return failure == MigrationStatus.TargetFailed ? MigrationStatus.Ambiguous : failure;
        }

        source.Remove(vm);
        target.Reserved -= vm.Spec.Memory;
        target.Add(vm);
        vm.SetState(VmState.Running, loop.Now);
        target.GuestsChanged();
        network.Announce(vm, target);
        _resumedAt = clock.Now;
        return null;
    }

    private async Task<MigrationReport> LetGoAsync(CancellationToken cancellationToken)
    {
        target.LeaveAftermath(
            _copier.TargetCpuSeconds / (clock.Now - _engineStartedAt).TotalSeconds
        );
        try
        {
            if (_further.TearDown > 0)
            {
                await DelayAsync(TimeSpan.Zero, _further.TearDown, cancellationToken);
            }

            await channel.OneWayAsync(target, source, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The target runs it: there is nothing left to give up.
        }

        return Report(
            Failure() == MigrationStatus.TargetFailed
                ? MigrationStatus.Ambiguous
                : MigrationStatus.Completed
        );
    }

    // A host that failed and is up again has forgotten the migration too. A guest that crashed
    // cannot be suspended, so the toolstack gives up.
    private MigrationStatus? Failure() =>
        source.Failures != _sourceFailures ? MigrationStatus.SourceFailed
        : target.Failures != _targetFailures ? MigrationStatus.TargetFailed
        : vm.State == VmState.Crashed ? MigrationStatus.Aborted
        : null;

    private DowntimeParts Parts() =>
        new(
            _lastCopyAt - _suspendedAt!.Value,
            _lastCopyEndedAt - _lastCopyAt,
            _agreedAt - _lastCopyEndedAt,
            _resumedAt - _agreedAt
        );

    private PreCopyRound ToRound(CopyPass pass) =>
        new(
            pass.Iteration,
            _engineStartedAt + TimeSpan.FromSeconds(pass.StartedAt),
            TimeSpan.FromSeconds(pass.Duration),
            pass.PagesSent,
            pass.PagesSkipped,
            pass.PagesDirtied,
            pass.GuestStopped
        );
}
