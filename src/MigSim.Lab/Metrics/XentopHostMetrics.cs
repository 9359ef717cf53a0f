using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Lab.Metrics;

/// <summary>What <c>xentop</c> shows of a Xen host.</summary>
/// <remarks>
/// <para>
/// xentop marks no end of a frame, so a sample is yielded when the next frame begins: one interval
/// late, with the time at which its own frame began.
/// </para>
/// <para>
/// Data is what the guests' devices carried, from the first sample of a host on: xentop does not
/// count the control domain's cards.
/// </para>
/// </remarks>
/// <param name="shell">The way to the hosts.</param>
/// <param name="memory">
/// The memory of each host, of which the domains' is taken away; xentop tells it in a form made for people.
/// </param>
public sealed class XentopHostMetrics(
    IRemoteShell shell,
    ImmutableSortedDictionary<HostName, DataSize> memory
) : IHostMetrics
{
    private const string ControlDomain = "Domain-0";

    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private readonly SortedDictionary<HostName, (DataSize Received, DataSize Sent)> _first = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The interval is no whole number of seconds.</exception>
    public async IAsyncEnumerable<HostSample> SampleAsync(
        HostName host,
        TimeSpan interval,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (interval < TimeSpan.FromSeconds(1) || interval.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(interval),
                interval,
                "xentop counts whole seconds."
            );
        }

        var before = new List<string>();
        var frame = new List<string>();
        TimeSpan begunAt = TimeSpan.Zero;
        await foreach (
            ShellLine line in shell.StreamAsync(host, Command(interval), cancellationToken)
        )
        {
            if (line.Source == ShellSource.Error)
            {
                continue;
            }

            if (XentopParser.IsHeading(line.Text) && frame.Count > 0)
            {
                // The first frame has no interval before it.
                if (before.Count > 0)
                {
                    yield return Describe(host, begunAt, before, frame);
                }

                (before, frame) = (frame, []);
            }

            if (frame.Count == 0)
            {
                begunAt = line.At;
            }

            frame.Add(line.Text);
        }
    }

    private static RemoteCommand Command(TimeSpan interval) =>
        new(
            "xentop",
            ["-b", "-f", "-d", interval.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)],
            Patience
        );

    private HostSample Describe(
        HostName host,
        TimeSpan at,
        IEnumerable<string> before,
        IEnumerable<string> frame
    )
    {
        string text = string.Concat(before.Concat(frame).Select(line => line + "\n"));
        ImmutableArray<XentopDomain> domains = XentopParser.Parse(text)[^1].Domains;
        DataSize used = Sum(domains.Select(domain => domain.Memory));
        DataSize received = Sum(domains.Select(domain => domain.Received));
        DataSize sent = Sum(domains.Select(domain => domain.Transmitted));
        _first.TryAdd(host, (received, sent));
        return new(
            at,
            host,
            domains.Sum(domain => domain.CpuUtilization ?? 0),
            memory.GetValueOrDefault(host) - used,
            received - _first[host].Received,
            sent - _first[host].Sent,
            [
                .. domains
                    .OrderBy(domain => domain.Name != ControlDomain)
                    .Select(domain => new DomainSample(
                        domain.Name,
                        domain.CpuUtilization ?? 0,
                        domain.Memory
                    )),
            ]
        );
    }

    private static DataSize Sum(IEnumerable<DataSize> sizes) =>
        DataSize.FromBytes(sizes.Sum(size => size.Bytes));
}
