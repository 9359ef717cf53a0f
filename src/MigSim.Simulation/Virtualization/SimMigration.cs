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
    private readonly IMigrationEngine _engine = MigrationEngines.Create(
        vm.Spec.Engine,
        request.Mode,
        new DirtyMemory(vm.Spec.Workload.Writes, vm.Spec.Memory.Pages)
    );

    private readonly PageCopier _copier = new(
        network.Bulk,
        source,
        target,
        profile,
        throughDisk: false
    );
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

        _engineStartedAt = clock.Now;
        SimTime stepAt = loop.Now;
        MigrationStep step = _engine.Next(0);
        while (step.Kind != MigrationStepKind.HandOver)
        {
            if (step.Kind == MigrationStepKind.Suspend)
            {
                await SuspendAsync(cancellationToken);
            }
            else if (!await _copier.CopyAsync(step.Bytes, cancellationToken))
            {
                return Report(Failure() ?? MigrationStatus.Aborted);
            }

            if (Failure() is { } failure)
            {
                return Report(failure);
            }

            SimTime now = loop.Now;
            double elapsed = now.SecondsSince(stepAt);
            stepAt = now;
            step = _engine.Next(elapsed);
        }

        return await HandOverAsync(cancellationToken);
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
            DataSize.FromBytes(_engine.BytesSent),
            [.. _engine.Passes.Select(ToRound)]
        );
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
    private async Task<MigrationReport> HandOverAsync(CancellationToken cancellationToken)
    {
        _lastCopyEndedAt = clock.Now;
        await channel.RoundTripAsync(target, source, cancellationToken);
        _agreedAt = clock.Now;
        await clock.DelayAsync(profile.Migration.Resume, cancellationToken);
        if (Failure() is { } failure)
        {
            // Permission was given: the source cannot know whether the guest runs.
            return Report(
                failure == MigrationStatus.TargetFailed ? MigrationStatus.Ambiguous : failure
            );
        }

        source.Remove(vm);
        target.Reserved -= vm.Spec.Memory;
        target.Add(vm);
        vm.SetState(VmState.Running, loop.Now);
        target.GuestsChanged();
        network.Announce(vm, target);
        _resumedAt = clock.Now;
        target.LeaveAftermath(
            _copier.TargetCpuSeconds / (_resumedAt - _engineStartedAt).TotalSeconds
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
