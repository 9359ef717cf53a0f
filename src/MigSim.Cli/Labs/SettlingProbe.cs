using System.Runtime.CompilerServices;
using MigSim.Measurement;

namespace MigSim.Cli.Labs;

/// <summary>A probe that goes on after its last request until the machine has settled.</summary>
/// <param name="inner">The probe.</param>
/// <param name="runsAgainAt">Tells when the machine runs again, once it does.</param>
/// <param name="after">How long it goes on then.</param>
internal sealed class SettlingProbe(IProbe inner, Func<TimeSpan?> runsAgainAt, TimeSpan after)
    : IProbe
{
    // A machine that has not come back by then never will.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ProbeSample> PingAsync(
        ProbeSpec spec,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        TimeSpan limit = (spec.Interval * spec.Count) + Patience;
        ProbeSpec longer = spec with { Count = spec.Count + (int)(Patience / spec.Interval) };
        await foreach (ProbeSample sample in inner.PingAsync(longer, cancellationToken))
        {
            yield return sample;
            bool isSettled = runsAgainAt() is { } at && sample.SentAt >= at + after;
            if (sample.Sequence >= spec.Count && (isSettled || sample.SentAt >= limit))
            {
                yield break;
            }
        }
    }
}
