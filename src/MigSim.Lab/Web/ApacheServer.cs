using System.Globalization;
using System.Text.Json;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Lab.Web;

/// <summary>
/// Apache with the module <c>memory_balloon</c> on a host of a lab, or in a guest that
/// <see cref="WebGuestBuilder"/> made.
/// </summary>
/// <param name="shell">The way to the hosts.</param>
/// <param name="journal">What must be undone.</param>
/// <param name="module">The module's path on the hosts and in the guests.</param>
/// <param name="directory">Where the server keeps its files; it is taken away.</param>
public sealed class ApacheServer(
    IRemoteShell shell,
    LabJournal journal,
    string module,
    string directory
) : IBalloonServer
{
    private static readonly DataSize s_step = DataSize.FromMebibytes(10);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    // An emulated guest touches a page in about a microsecond.
    private static readonly TimeSpan s_accessTimeout = TimeSpan.FromMinutes(3);

    private ServerSpec? _spec;
    private JournalEntry? _started;

    /// <inheritdoc/>
    /// <remarks>A machine may still boot; it is waited for.</remarks>
    /// <exception cref="NotSupportedException">Its steps are others.</exception>
    /// <exception cref="LabException">It does not start.</exception>
    public async Task StartAsync(ServerSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Profile.Step != s_step)
        {
            throw new NotSupportedException($"Apache's memory changes by {s_step} a call.");
        }

        // In a machine it ends with the machine.
        JournalEntry? entry = spec.Machine is null
            ? journal.Note(
                $"web server on {spec.Host}",
                new(spec.Host, "sh", ["-c", ApacheScripts.Stop, "sh", directory])
            )
            : null;
        ShellResult started = await RunAsync(
            spec,
            ApacheScripts.Start,
            [directory, ApacheConfiguration.Of(spec, module, directory)],
            cancellationToken
        );
        if (started.ExitCode != 0)
        {
            throw new LabException(
                $"Apache does not start on {Place(spec)}: {started.StandardError.Trim()}"
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
        using JsonDocument answer = await GetAsync(page, s_accessTimeout, cancellationToken);
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
            spec,
            ApacheScripts.Stop,
            [directory],
            cancellationToken
        );
        if (stopped.ExitCode != 0)
        {
            throw new LabException(
                $"Apache does not stop on {Place(spec)}: {stopped.StandardError.Trim()}"
            );
        }

        if (_started is not null)
        {
            journal.Settle(_started);
        }

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
        string[] arguments = ["-c", ApacheScripts.Get, "bash", $"{Started.Address}", page];
        ShellResult result = await shell.ExecuteAsync(
            Started.Host,
            new RemoteCommand("bash", arguments, timeout),
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
        ServerSpec spec,
        string script,
        string[] arguments,
        CancellationToken cancellationToken
    )
    {
        var command = new RemoteCommand("sh", ["-c", script, "sh", .. arguments], s_timeout);
        return shell.ExecuteAsync(
            spec.Host,
            spec.Machine is null ? command : GuestCommand.In(spec.Address, command),
            cancellationToken
        );
    }

    private static string Place(ServerSpec spec) => spec.Machine?.ToString() ?? $"{spec.Host}";

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
