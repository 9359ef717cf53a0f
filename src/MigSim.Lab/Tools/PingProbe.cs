using System.Globalization;
using System.Runtime.CompilerServices;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Measurement;

namespace MigSim.Lab.Tools;

/// <summary>A stream of echo requests by iputils <c>ping</c> on a host.</summary>
/// <remarks>
/// ping keeps its pace only while answers come, so read the stamps of the samples, not their number.
/// It is asked for more requests than wanted, because it does not wait for late answers to its last
/// ones; what is too much is left out.
/// </remarks>
public sealed class PingProbe(IRemoteShell shell) : IProbe
{
    // The data must hold ping's time stamp, and a datagram has an end.
    private const long PayloadMin = 16;
    private const long PayloadMax = 65_507;
    private const int ExtraMax = 100_000;

    // ping refuses less.
    private static readonly TimeSpan LingerMin = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ProbeSample> PingAsync(
        ProbeSpec spec,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Check(spec);
        HostClockOffset clock = await HostClockOffset.MeasureAsync(
            shell,
            spec.Source,
            cancellationToken
        );
        var timeline = new PingTimeline(spec, clock.Offset);
        int lineNumber = 0;
        await foreach (
            ShellLine line in shell.StreamAsync(spec.Source, Command(spec), cancellationToken)
        )
        {
            lineNumber++;
            PingLine parsed = PingLineParser.Parse(line.Text, lineNumber);
            foreach (ProbeSample sample in timeline.Add(parsed, lineNumber))
            {
                yield return sample;
            }

            if (timeline.IsOver)
            {
                yield break;
            }
        }

        throw new TranscriptException("ping", lineNumber, "the end", $"{spec.Count} requests");
    }

    /// <summary>Makes the command for a probe.</summary>
    internal static RemoteCommand Command(ProbeSpec spec)
    {
        int extra = (int)Math.Min(Math.Ceiling(spec.Timeout / spec.Interval) + 1, ExtraMax);
        int count = spec.Count + extra;
        TimeSpan linger = spec.Timeout < LingerMin ? LingerMin : spec.Timeout;
        string[] arguments =
        [
            "-n",
            "-D",
            "-O",
            "-i",
            Seconds(spec.Interval),
            "-c",
            count.ToString(CultureInfo.InvariantCulture),
            "-W",
            Seconds(linger),
            "-s",
            spec.Payload.Bytes.ToString(CultureInfo.InvariantCulture),
            "--",
            spec.Target.ToString(),
        ];

        // Unanswered requests are sent more slowly, by far less than this factor.
        TimeSpan timeout = (spec.Interval * count * 10) + linger + TimeSpan.FromMinutes(1);
        return new("ping", arguments, timeout)
        {
            // 1 is: something was not answered, which is what a probe is for.
            ExpectedExitCodes = [0, 1],
        };
    }

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);

    private static void Check(ProbeSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(spec.Interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(spec.Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.Payload.Bytes, PayloadMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spec.Payload.Bytes, PayloadMax);
    }
}
