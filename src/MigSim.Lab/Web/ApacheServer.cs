using System.Globalization;
using System.Text.Json;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Lab.Web;

/// <summary>Apache with the module <c>memory_balloon</c> on a host of a lab.</summary>
/// <param name="shell">The way to the hosts.</param>
/// <param name="journal">What must be undone.</param>
/// <param name="module">The module's path on the hosts.</param>
/// <param name="directory">Where the server keeps its files on its host; it is taken away.</param>
public sealed class ApacheServer(
    IRemoteShell shell,
    LabJournal journal,
    string module,
    string directory
) : IBalloonServer
{
    private static readonly DataSize s_step = DataSize.FromMebibytes(10);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private ServerSpec? _spec;
    private JournalEntry? _started;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">It is for a machine, or its steps are others.</exception>
    /// <exception cref="LabException">It does not start.</exception>
    public async Task StartAsync(ServerSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Machine is not null || spec.Profile.Step != s_step)
        {
            throw new NotSupportedException(
                $"Apache runs on hosts, and its memory changes by {s_step} a call."
            );
        }

        JournalEntry entry = journal.Note(
            $"web server on {spec.Host}",
            new(spec.Host, "sh", ["-c", ApacheScripts.Stop, "sh", directory])
        );
        ShellResult started = await RunAsync(
            spec.Host,
            "sh",
            ApacheScripts.Start,
            [directory, ApacheConfiguration.Of(spec, module, directory), $"{spec.Address}"],
            s_timeout,
            cancellationToken
        );
        if (started.ExitCode != 0)
        {
            throw new LabException(
                $"Apache does not start on {spec.Host}: {started.StandardError.Trim()}"
            );
        }

        _spec = spec;
        _started = entry;
    }

    /// <inheritdoc/>
    public async Task<DataSize> ReadAsync(CancellationToken cancellationToken)
    {
        using JsonDocument answer = await GetAsync("mem", s_timeout, cancellationToken);
        return DataSize.FromBytes(Number(answer, "held_bytes"));
    }

    /// <inheritdoc/>
    public async Task<SampleSummary> AccessAsync(int calls, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        string page = string.Create(CultureInfo.InvariantCulture, $"mem_access?rounds={calls}");
        using JsonDocument answer = await GetAsync(page, s_timeout, cancellationToken);
        return new(
            Seconds(answer, "minimum_ns"),
            Seconds(answer, "mean_ns"),
            Seconds(answer, "median_ns"),
            Seconds(answer, "p99_ns"),
            Seconds(answer, "maximum_ns")
        );
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ServerSpec spec = Started;
        ShellResult stopped = await RunAsync(
            spec.Host,
            "sh",
            ApacheScripts.Stop,
            [directory],
            s_timeout,
            cancellationToken
        );
        if (stopped.ExitCode != 0)
        {
            throw new LabException(
                $"Apache does not stop on {spec.Host}: {stopped.StandardError.Trim()}"
            );
        }

        journal.Settle(_started!);
        _spec = null;
        _started = null;
    }

    private ServerSpec Started =>
        _spec ?? throw new InvalidOperationException("The server was not started.");

    private async Task<JsonDocument> GetAsync(
        string page,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        ShellResult result = await RunAsync(
            Started.Host,
            "bash",
            ApacheScripts.Get,
            [$"{Started.Address}", page],
            timeout,
            cancellationToken
        );
        try
        {
            return JsonDocument.Parse(result.StandardOutput);
        }
        catch (JsonException)
        {
            throw new TranscriptException("mem", 1, result.StandardOutput, "an answer in JSON");
        }
    }

    private Task<ShellResult> RunAsync(
        HostName host,
        string program,
        string script,
        string[] arguments,
        TimeSpan timeout,
        CancellationToken cancellationToken
    ) =>
        shell.ExecuteAsync(
            host,
            new RemoteCommand(program, ["-c", script, program, .. arguments], timeout),
            cancellationToken
        );

    private static long Number(JsonDocument answer, string name) =>
        answer.RootElement.TryGetProperty(name, out JsonElement value)
        && value.TryGetInt64(out long number)
            ? number
            : throw new TranscriptException("mem", 1, answer.RootElement.ToString(), name);

    private static double Seconds(JsonDocument answer, string name) =>
        answer.RootElement.TryGetProperty(name, out JsonElement value)
        && value.TryGetDouble(out double nanoseconds)
            ? nanoseconds * 1e-9
            : throw new TranscriptException("mem_access", 1, answer.RootElement.ToString(), name);
}
