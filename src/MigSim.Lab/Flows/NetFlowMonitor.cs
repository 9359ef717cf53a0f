using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.Time;

namespace MigSim.Lab.Flows;

/// <summary>Counts flows: tcpdump keeps headers, softflowd makes NetFlow 9 of them, nfcapd and nfdump read it.</summary>
/// <remarks>nfdump writes whole seconds; packets are counted and not kept.</remarks>
/// <param name="clock">The run's clock.</param>
/// <param name="shell">The way to the hosts.</param>
/// <param name="journal">What must be undone.</param>
/// <param name="addresses">The hosts' addresses on the LAN.</param>
/// <param name="directory">Where both keep their files on the host; it is taken away.</param>
public sealed class NetFlowMonitor(
    RunClock clock,
    IRemoteShell shell,
    LabJournal journal,
    ImmutableSortedDictionary<HostName, IPAddress> addresses,
    string directory
) : IFlowMonitor
{
    private const string CollectorPort = "9995";

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    /// <exception cref="LabException">It does not start.</exception>
    public async Task<IFlowCapture> StartAsync(FlowSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        HostName host = spec.ObservedAt;
        JournalEntry entry = journal.Note(
            $"count of flows on {host}",
            new(host, "sh", ["-c", FlowScripts.Undo, "sh", directory], s_timeout.TotalSeconds)
        );
        await RunAsync(
            host,
            FlowScripts.Start,
            [directory, $"{addresses[host]}"],
            cancellationToken
        );
        return new Capture(this, host, entry);
    }

    /// <summary>Says what nfdump says in the words of every count.</summary>
    /// <param name="records">The records.</param>
    /// <param name="runBegan">The local time of the exporter when the run began.</param>
    internal static FlowReport Convert(ImmutableArray<FlowRecord> records, DateTime runBegan) =>
        new([
            .. records
                .Select(record => new FlowStatistics(
                    new FlowId(
                        record.Source,
                        record.Target,
                        Protocol(record.Protocol),
                        record.SourcePort,
                        record.TargetPort
                    ),
                    record.FirstPacketAt - runBegan,
                    record.FirstPacketAt - runBegan + record.Duration,
                    record.Packets,
                    record.Size
                ))
                .OrderBy(flow => flow.FirstPacketAt),
        ]);

    private static int Protocol(string name) =>
        name switch
        {
            "ICMP" => 1,
            "TCP" => 6,
            "UDP" => 17,
            _ => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new TranscriptException("nfdump", 1, name, "a known protocol"),
        };

    private async Task<string> RunAsync(
        HostName host,
        string script,
        string[] arguments,
        CancellationToken cancellationToken
    )
    {
        ShellResult result = await shell.ExecuteAsync(
            host,
            new RemoteCommand("sh", ["-c", script, "sh", .. arguments], s_timeout),
            cancellationToken
        );
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new LabException(
                $"Flows cannot be counted on {host}; that needs tcpdump, softflowd and nfdump: "
                    + result.StandardError.Trim()
            );
    }

    private sealed class Capture(NetFlowMonitor monitor, HostName host, JournalEntry entry)
        : IFlowCapture
    {
        private bool _isUndone;

        public async Task<FlowReport> StopAsync(CancellationToken cancellationToken)
        {
            const string Epoch = "date '+%Y-%m-%d %H:%M:%S.%3N'";
            string now = await monitor.RunAsync(host, Epoch, [], cancellationToken);
            DateTime began =
                DateTime.ParseExact(
                    now.Trim(),
                    "yyyy-MM-dd HH:mm:ss.fff",
                    CultureInfo.InvariantCulture
                ) - monitor.Clock.Now;
            string csv = await monitor.RunAsync(
                host,
                FlowScripts.Stop,
                [monitor.Directory, CollectorPort],
                cancellationToken
            );
            FlowReport report = Convert(NfdumpCsvParser.Parse(csv), began);
            await UndoAsync(cancellationToken);
            return report;
        }

        public async ValueTask DisposeAsync()
        {
            if (!_isUndone)
            {
                await UndoAsync(CancellationToken.None);
            }
        }

        private async Task UndoAsync(CancellationToken cancellationToken)
        {
            await monitor.RunAsync(host, FlowScripts.Undo, [monitor.Directory], cancellationToken);
            monitor.Journal.Settle(entry);
            _isUndone = true;
        }
    }

    private RunClock Clock => clock;

    private LabJournal Journal => journal;

    private string Directory => directory;
}
