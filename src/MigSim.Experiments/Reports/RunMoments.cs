using System.Collections.Immutable;
using MigSim.Experiments.Recording;
using MigSim.Measurement;

namespace MigSim.Experiments.Reports;

/// <summary>When the machine that is probed failed, and when it ran again.</summary>
/// <param name="FailureAt">When the failure began, or null if it did not.</param>
/// <param name="RunsAgainAt">When the machine ran on its new host, or null if it did not.</param>
/// <param name="End">When the last request was sent.</param>
public sealed record RunMoments(TimeSpan? FailureAt, TimeSpan? RunsAgainAt, TimeSpan End)
{
    /// <summary>Reads the moments from a run.</summary>
    public static RunMoments Of(RunResult result, VmName target)
    {
        TimeSpan end = result.Samples.IsEmpty ? TimeSpan.Zero : result.Samples[^1].SentAt;
        TimeSpan? failure = result.Events.OfType<RunEvent.FailureBegan>().FirstOrDefault()?.At;
        double? started = result.Report.Metrics.GetValueOrDefault($"failover.{target}.started_s");
        double? total = result.Report.Metrics.GetValueOrDefault($"failover.{target}.total_ms");
        return new RunMoments(
            failure,
            failure is null || started is null || total is null
                ? null
                : TimeSpan.FromSeconds(started.Value) + TimeSpan.FromMilliseconds(total.Value),
            end
        );
    }

    /// <summary>Gets the machine that is probed, as far as the report tells.</summary>
    public static VmName? Target(RunReport report) =>
        new[] { "service", "failover" }
            .SelectMany(kind => report.Metrics.Keys.Where(name => name.Split('.')[0] == kind))
            .Select(name => (VmName?)new VmName(name.Split('.')[1]))
            .FirstOrDefault();

    /// <summary>Gets the answered round-trip times of a span in milliseconds, in the order of sending.</summary>
    public ImmutableArray<double> RoundTrips(ImmutableArray<ProbeSample> samples, ProbeSpan span)
    {
        TimeSpan failure = FailureAt ?? TimeSpan.MaxValue;
        TimeSpan again = RunsAgainAt ?? TimeSpan.MaxValue;
        return
        [
            .. samples
                .Where(sample => sample.RoundTripTime is not null)
                .Where(sample =>
                    span switch
                    {
                        ProbeSpan.Before => sample.SentAt < failure,
                        ProbeSpan.During => sample.SentAt >= failure && sample.SentAt < again,
                        _ => sample.SentAt >= again,
                    }
                )
                .Select(sample => sample.RoundTripTime!.Value.TotalMilliseconds),
        ];
    }
}
