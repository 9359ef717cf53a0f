using System.Collections.Immutable;
using MigSim.Experiments.Running;

namespace MigSim.Cli.Running;

/// <summary>Makes runs at the same time and hands them out in the order of the plan.</summary>
/// <param name="parallel">How many are made at the same time.</param>
/// <param name="makeRun">Makes one of them on the calling thread, or knows it.</param>
/// <remarks>
/// Each run is a world of its own, so the results do not depend on <paramref name="parallel"/>.
/// Only as many runs are begun ahead of their turn as keep all workers busy.
/// </remarks>
internal sealed class ParallelRuns(
    int parallel,
    Func<PlannedRun, IProgress<double>, CancellationToken, RunOutcome> makeRun
)
{
    /// <summary>Makes all runs.</summary>
    /// <exception cref="OperationCanceledException">The runs were ended early.</exception>
    public IEnumerable<RunOutcome> Make(
        ImmutableArray<PlannedRun> runs,
        TotalProgress progress,
        CancellationToken cancellationToken
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, parallel);
        var begun = new Queue<Task<RunOutcome>>();
        int next = 0;
        try
        {
            while (next < runs.Length || begun.Count > 0)
            {
                while (next < runs.Length && begun.Count < 2 * parallel)
                {
                    PlannedRun run = runs[next++];
                    begun.Enqueue(
                        Task.Factory.StartNew(
                            () => Make(run, progress.Share(), end.Token),
                            end.Token,
                            TaskCreationOptions.None,
                            workers.ConcurrentScheduler
                        )
                    );
                }

                yield return begun.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            end.Cancel();
            Task.WhenAll(begun).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        }
    }

    private RunOutcome Make(
        PlannedRun run,
        IProgress<double> progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return makeRun(run, progress, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new RunOutcome(run, null, null, e);
        }
        finally
        {
            progress.Report(1);
        }
    }
}
