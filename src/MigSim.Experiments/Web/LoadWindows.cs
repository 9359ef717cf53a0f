using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;

namespace MigSim.Experiments.Web;

/// <summary>What users of a web server notice before, during and after its machine moves.</summary>
/// <remarks>A connection counts for the time at which it began.</remarks>
public static class LoadWindows
{
    private static readonly ImmutableArray<string> s_windows = ["before", "during", "after"];

    /// <summary>Gets the name of every metric.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. s_windows.SelectMany(window =>
            (string[])
                [
                    $"http.{window}.p50_ms",
                    $"http.{window}.p99_ms",
                    $"http.{window}.max_ms",
                    $"http.{window}.failed",
                ]
        ),
    ];

    /// <summary>Adds the metrics; all null where single connections are not known.</summary>
    public static void Add(
        ImmutableSortedDictionary<string, double?>.Builder metrics,
        Scenario scenario,
        ImmutableArray<RunEvent> events
    )
    {
        TimeSpan? failed = events.OfType<RunEvent.FailureBegan>().FirstOrDefault()?.At;
        TimeSpan? again = events
            .OfType<RunEvent.ScriptEnded>()
            .FirstOrDefault(ended =>
                ended.Vm == scenario.Server!.Machine
                && ended.Verb == ScriptVerb.Start
                && ended.Exit == ScriptExit.Success
                && ended.At >= failed
            )
            ?.At;
        ImmutableArray<LoadSample>? samples = events
            .OfType<RunEvent.LoadEnded>()
            .LastOrDefault()
            ?.Report.Samples;
        (TimeSpan? From, TimeSpan? To)[] spans =
        [
            (TimeSpan.Zero, failed),
            (failed, again ?? TimeSpan.MaxValue),
            (again, TimeSpan.MaxValue),
        ];
        for (int i = 0; i < spans.Length; i++)
        {
            (TimeSpan? from, TimeSpan? to) = spans[i];
            Add(
                metrics,
                s_windows[i],
                samples?.Where(sample => sample.StartedAt >= from && sample.StartedAt < to)
            );
        }
    }

    private static void Add(
        ImmutableSortedDictionary<string, double?>.Builder metrics,
        string window,
        IEnumerable<LoadSample>? samples
    )
    {
        var answered = SampleSummary.Of(
            (samples ?? [])
                .Where(sample => sample.Duration is not null)
                .Select(sample => sample.Duration!.Value.TotalMilliseconds)
        );
        metrics[$"http.{window}.p50_ms"] = answered?.Median;
        metrics[$"http.{window}.p99_ms"] = answered?.NinetyNinth;
        metrics[$"http.{window}.max_ms"] = answered?.Maximum;
        metrics[$"http.{window}.failed"] = samples?.Count(sample => sample.Failure is not null);
    }
}
