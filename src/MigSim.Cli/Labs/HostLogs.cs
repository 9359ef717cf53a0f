using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Reports;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Cli.Labs;

/// <summary>What the tools on the members wrote during a run.</summary>
internal sealed class HostLogs(LabConnection lab, IRemoteShell shell)
{
    private const string LengthMax = "16777216";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly Dictionary<(HostName Host, string Path), long> _lengths = [];

    /// <summary>Notes how long the logs are before the run.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach ((HostName host, string path) in All())
        {
            // A log that is not there yet has no length.
            ShellResult result = await AskAsync(
                host,
                "[ ! -f \"$1\" ] || wc -c < \"$1\"",
                [path],
                cancellationToken
            );
            bool isNumber = long.TryParse(
                result.StandardOutput,
                CultureInfo.InvariantCulture,
                out long length
            );
            _lengths[(host, path)] = isNumber ? length : 0;
        }
    }

    /// <summary>Fetches what was added; a host that does not answer has none.</summary>
    public async Task<ImmutableArray<RunLog>> FetchAsync(CancellationToken cancellationToken)
    {
        var logs = ImmutableArray.CreateBuilder<RunLog>();
        foreach (((HostName host, string path), long length) in _lengths)
        {
            string start = (length + 1).ToString(CultureInfo.InvariantCulture);
            const string Fetch = "[ ! -f \"$1\" ] || tail -c \"+$2\" \"$1\" | head -c \"$3\"";
            string text;
            try
            {
                string[] arguments = [path, start, LengthMax];
                text = (await AskAsync(host, Fetch, arguments, cancellationToken)).StandardOutput;
            }
            catch (ShellException)
            {
                continue;
            }

            if (text.Length > 0)
            {
                logs.Add(new RunLog(host, Path.GetFileName(path), text));
            }
        }

        return logs.ToImmutable();
    }

    private IEnumerable<(HostName Host, string Path)> All() =>
        lab.Members.SelectMany(member =>
            new[] { (member, lab.Heartbeat.Log), (member, lab.Agents[member].Log) }
        );

    private Task<ShellResult> AskAsync(
        HostName host,
        string script,
        string[] arguments,
        CancellationToken cancellationToken
    ) =>
        shell.ExecuteAsync(
            host,
            new RemoteCommand("sh", ["-c", script, "sh", .. arguments], Timeout)
            {
                IsIdempotent = true,
            },
            cancellationToken
        );
}
