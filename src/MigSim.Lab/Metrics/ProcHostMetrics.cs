using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Lab.Metrics;

/// <summary>What a host's kernel counts, by one shell loop on it.</summary>
/// <remarks>
/// All of a host counts as its one domain: QEMU's machines are processes like others. Data is counted
/// from the first sample of a host on. A host that does not answer has no samples.
/// </remarks>
/// <param name="shell">The way to the hosts.</param>
/// <param name="clock">The run's clock.</param>
/// <param name="namespaces">
/// The hosts that are namespaces of one machine, with their share of its memory; see
/// <see cref="NamespaceMemory"/>.
/// </param>
public sealed class ProcHostMetrics(
    IRemoteShell shell,
    RunClock clock,
    ImmutableSortedDictionary<HostName, DataSize> namespaces
) : IHostMetrics
{
    private const string Domain = "Domain-0";

    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private readonly SortedDictionary<HostName, ProcSample> _first = [];

    /// <summary>Gets the memory of each host of a platform.</summary>
    public static ImmutableSortedDictionary<HostName, DataSize> NamespaceMemory(Platform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return platform.Hosts.ToImmutableSortedDictionary(host => host.Name, host => host.Memory);
    }

    /// <inheritdoc/>
    /// <exception cref="ShellException">The host does not answer.</exception>
    /// <exception cref="TranscriptException">It answers something else than numbers.</exception>
    public async IAsyncEnumerable<HostSample> SampleAsync(
        HostName host,
        TimeSpan interval,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        HostClockOffset offset = await HostClockOffset.MeasureAsync(shell, host, cancellationToken);
        ProcSample? before = null;
        int number = 0;
        await foreach (
            ShellLine line in shell.StreamAsync(host, Command(host, interval), cancellationToken)
        )
        {
            if (line.Source == ShellSource.Error)
            {
                continue;
            }

            var sample = ProcSample.Parse(line.Text, ++number);
            _first.TryAdd(host, sample);
            if (before is not null && sample.At > before.At)
            {
                yield return Describe(host, before, sample, offset.Offset);
            }

            before = sample;
        }
    }

    private RemoteCommand Command(HostName host, TimeSpan interval)
    {
        DataSize memory = namespaces.GetValueOrDefault(host);
        return new(
            "sh",
            [
                "-c",
                ProcScripts.Sample,
                "migsim",
                (interval.Ticks * 100).ToString(CultureInfo.InvariantCulture),
                (memory.Bytes / 1024).ToString(CultureInfo.InvariantCulture),
            ],
            Patience
        );
    }

    private HostSample Describe(
        HostName host,
        ProcSample before,
        ProcSample sample,
        TimeSpan offset
    )
    {
        // A process that ends may take its times along.
        double busy = Math.Max(0, (sample.CpuTime - before.CpuTime) / (sample.At - before.At));
        ProcSample first = _first[host];
        TimeSpan at = sample.At + offset;
        return new(
            at > clock.Now ? clock.Now : at,
            host,
            busy,
            sample.MemoryFree,
            sample.Received - first.Received,
            sample.Transmitted - first.Transmitted,
            [new(Domain, busy, DataSize.Zero)]
        );
    }
}
