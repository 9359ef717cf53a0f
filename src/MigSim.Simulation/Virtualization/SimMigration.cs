using System.Collections.Immutable;
using MigSim.Kernel;
using MigSim.Models.Migration;
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
    SimVm vm,
    SimHost source,
    SimHost target,
    MigrationRequest request
)
{
    private readonly TimeSpan _startedAt = clock.Now;
    private readonly int _sourceFailures = source.Failures;
    private readonly int _targetFailures = target.Failures;
    private readonly PageCopier _copier = new(
        network.Bulk,
        source,
        target,
        profile,
        throughDisk: false
    );
    private IMigrationEngine? _engine;
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
        await clock.DelayAsync(profile.Migration.Setup, cancellationToken);
        if (Failure() is { } early)
        {
            return Report(early);
        }

        IMigrationEngine engine = CreateEngine();
        _engine = engine;
        _engineStartedAt = clock.Now;
        SimTime stepAt = loop.Now;
        MigrationStep step = engine.Next(0);
        while (step.Kind != MigrationStepKind.End)
        {
            if (await CarryOutAsync(step, cancellationToken) is { } failure)
            {
                return Report(failure);
            }

            SimTime now = loop.Now;
            double elapsed = now.SecondsSince(stepAt);
            stepAt = now;
            step = engine.Next(elapsed);
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
        );
    }

    private IMigrationEngine CreateEngine() =>
        MigrationEngines.Create(
            vm.Spec.Engine,
            request.Mode,
            new EngineInputs(
                new DirtyMemory(vm.Spec.Workload.Writes, vm.Spec.Memory.Pages),
                _copier.IdleRate
            )
        );

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
                if (!await _copier.CopyAsync(step.Bytes, step.RateLimit, cancellationToken))
                {
                    return LostIfHandedOver(Failure() ?? MigrationStatus.Aborted);
                }

                await ScanAsync(step, cancellationToken);
                return Failure() is { } failure ? LostIfHandedOver(failure) : null;
        }
    }

    private async Task ScanAsync(MigrationStep step, CancellationToken cancellationToken)
    {
        if (step.ScanSeconds > 0)
        {
            await clock.DelayAsync(TimeSpan.FromSeconds(step.ScanSeconds), cancellationToken);
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
        await clock.DelayAsync(profile.Migration.Suspend, cancellationToken);
        _lastCopyAt = clock.Now;
    }

    // The target says that it has everything; the source gives permission; the target lets the
    // guest run and says so; the source forgets it (xen-project/xen, tools/xl/xl_migrate.c).
    private async Task<MigrationStatus?> HandOverAsync(CancellationToken cancellationToken)
    {
        _lastCopyEndedAt = clock.Now;
        await channel.RoundTripAsync(target, source, cancellationToken);
        _agreedAt = clock.Now;
        await clock.DelayAsync(profile.Migration.Resume, cancellationToken);
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
