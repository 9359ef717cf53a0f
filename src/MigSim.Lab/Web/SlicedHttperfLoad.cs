using System.Collections.Immutable;
using System.Net;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.Time;

namespace MigSim.Lab.Web;

/// <summary>A load with <c>httperf</c> that tells when connections took how long: one call a second.</summary>
/// <remarks>
/// A connection is known to have begun in the second of its call, and its time to half a millisecond.
/// A call begins when it is due, also while older ones wait for answers.
/// </remarks>
public sealed class SlicedHttperfLoad(RunClock clock, IRemoteShell shell) : ILoadGenerator
{
    private static readonly TimeSpan s_slice = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<LoadReport> RunAsync(LoadSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var load = new HttperfLoad(shell, ImmutableSortedDictionary<VmName, IPAddress>.Empty);
        int perSlice = Math.Max(
            1,
            (int)Math.Round(spec.ConnectionsPerSecond * s_slice.TotalSeconds)
        );
        TimeSpan begin = clock.Now;
        var slices = new List<(TimeSpan At, HttperfReport Report)>();
        await using (var scope = new TaskScope(clock, cancellationToken))
        {
            for (int first = 0; first < spec.ConnectionCount; first += perSlice)
            {
                TimeSpan due = begin + (spec.Interval * first);
                await clock.DelayUntilAsync(due, cancellationToken);
                LoadSpec slice = spec with
                {
                    ConnectionCount = Math.Min(perSlice, spec.ConnectionCount - first),
                };
                _ = scope.Start(
                    $"connections from {first} on",
                    async token => slices.Add((due, await load.ReadAsync(slice, token)))
                );
            }

            await scope.WhenAllAsync();
        }

        return Merge([.. slices.OrderBy(slice => slice.At)], clock.Now - begin);
    }

    /// <summary>Makes one report of many.</summary>
    internal static LoadReport Merge(
        ImmutableArray<(TimeSpan At, HttperfReport Report)> slices,
        TimeSpan duration
    )
    {
        LoadReport[] reports = [.. slices.Select(slice => HttperfLoad.Convert(slice.Report))];
        ImmutableArray<LoadSample> samples = [.. slices.SelectMany(Samples)];
        int replies = reports.Sum(report => report.Replies);
        double response = reports.Sum(report =>
            report.Replies * (report.ResponseTime?.TotalSeconds ?? 0)
        );
        return new(
            duration,
            reports.Sum(report => report.Connections),
            reports.Sum(report => report.Requests),
            replies,
            SampleSummary.Of(
                samples
                    .Where(sample => sample.Duration is not null)
                    .Select(sample => sample.Duration!.Value.TotalSeconds)
            ),
            replies == 0 ? null : TimeSpan.FromSeconds(response / replies),
            new(
                reports.Sum(report => report.Errors.ClientTimeouts),
                reports.Sum(report => report.Errors.SocketTimeouts),
                reports.Sum(report => report.Errors.ConnectionsRefused),
                reports.Sum(report => report.Errors.ConnectionsReset),
                reports.Sum(report => report.Errors.Other)
            )
        )
        {
            Refusals = reports.Sum(report => report.Refusals),
            Samples = samples,
        };
    }

    private static IEnumerable<LoadSample> Samples((TimeSpan At, HttperfReport Report) slice)
    {
        HttperfErrors errors = slice.Report.Errors;
        return
        [
            .. slice.Report.ConnectionTimes.SelectMany(bin =>
                Enumerable.Repeat(
                    new LoadSample(slice.At, TimeSpan.FromSeconds(bin.Seconds), null),
                    bin.Count
                )
            ),
            .. Failed(LoadFailure.ClientTimeout, errors.ClientTimeouts + errors.SocketTimeouts),
            .. Failed(LoadFailure.ConnectionRefused, errors.ConnectionsRefused),
            .. Failed(LoadFailure.ConnectionReset, errors.ConnectionsReset),
        ];

        IEnumerable<LoadSample> Failed(LoadFailure cause, int count) =>
            Enumerable.Repeat(new LoadSample(slice.At, null, cause), count);
    }
}
