using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Measurement;

namespace MigSim.Lab.Web;

/// <summary>
/// Offers a load with <c>httperf</c> on a host of a lab, or in a guest that
/// <see cref="WebGuestBuilder"/> made.
/// </summary>
/// <remarks>
/// httperf does not tell of single connections, and counts their times in bins of one millisecond.
/// It never sleeps: it takes a whole processor.
/// </remarks>
/// <param name="shell">The way to the hosts.</param>
/// <param name="guests">The addresses of the guests that have httperf.</param>
public sealed class HttperfLoad(
    IRemoteShell shell,
    ImmutableSortedDictionary<VmName, IPAddress> guests
) : ILoadGenerator
{
    /// <inheritdoc/>
    /// <exception cref="TranscriptException">What httperf printed is no report.</exception>
    public async Task<LoadReport> RunAsync(LoadSpec spec, CancellationToken cancellationToken) =>
        Convert(await ReadAsync(spec, cancellationToken));

    /// <summary>Offers a load and reads httperf's own report of it.</summary>
    internal async Task<HttperfReport> ReadAsync(LoadSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spec.ConnectionsPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.CallsPerConnection, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.ConnectionCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(spec.Timeout, TimeSpan.Zero);
        RemoteCommand command = Command(spec);
        if (spec.Machine is { } machine)
        {
            command = guests.TryGetValue(machine, out IPAddress? guest)
                ? GuestCommand.In(guest, command)
                : throw new NotSupportedException($"The machine {machine} has no httperf.");
        }

        ShellResult result = await shell.ExecuteAsync(spec.Source, command, cancellationToken);
        return HttperfReportParser.Parse(result.StandardOutput);
    }

    /// <summary>Makes the command for a load.</summary>
    internal static RemoteCommand Command(LoadSpec spec)
    {
        string[] arguments =
        [
            "--hog",
            "--verbose",
            "--verbose",
            "--server",
            spec.Target.Host,
            "--port",
            Text(spec.Target.Port),
            "--uri",
            spec.Target.PathAndQuery,
            "--rate",
            Text(spec.ConnectionsPerSecond),
            "--num-conns",
            Text(spec.ConnectionCount),
            "--num-calls",
            Text(spec.CallsPerConnection),
            "--timeout",
            Text(spec.Timeout.TotalSeconds),
        ];
        TimeSpan load = spec.Interval * spec.ConnectionCount;
        TimeSpan last = spec.Timeout * (spec.CallsPerConnection + 1);
        return new("httperf", arguments, (load * 2) + last + TimeSpan.FromMinutes(1));
    }

    /// <summary>Says what a report says in the words of every load.</summary>
    internal static LoadReport Convert(HttperfReport report)
    {
        HttperfErrors errors = report.Errors;
        HttperfSummary? time = report.ConnectionTime;
        return new(
            report.Duration,
            report.Connections,
            report.Requests,
            report.Replies,
            time is null
                ? null
                : new(
                    time.Minimum,
                    time.Mean,
                    time.Median,
                    Quantile(report.ConnectionTimes, 0.99),
                    time.Maximum
                ),
            report.ResponseTime,
            new(
                errors.ClientTimeouts,
                errors.SocketTimeouts,
                errors.ConnectionsRefused,
                errors.ConnectionsReset,
                errors.DescriptorsUnavailable
                    + errors.AddressesUnavailable
                    + errors.FileTableFull
                    + errors.Other
            )
        )
        {
            Refusals = report.Statuses.ClientErrors + report.Statuses.ServerErrors,
        };
    }

    private static double? Quantile(ImmutableArray<HttperfBin> bins, double share)
    {
        double wanted = share * bins.Sum(bin => bin.Count);
        double seen = 0;
        foreach (HttperfBin bin in bins)
        {
            seen += bin.Count;
            if (seen >= wanted)
            {
                return bin.Seconds;
            }
        }

        return null;
    }

    private static string Text(double number) =>
        number.ToString("0.######", CultureInfo.InvariantCulture);
}
