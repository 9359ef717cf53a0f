using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Virtualization;

namespace MigSim.Lab.Xen;

/// <summary>Calls <c>xl</c> on hosts, and says in the words of a hypervisor why it failed.</summary>
internal sealed class XlTool(IRemoteShell shell, XlSettings settings, XlTimes times)
{
    /// <summary>Runs xl to its end.</summary>
    public Task<ShellResult> RunAsync(
        HostName host,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        params string[] arguments
    ) => ExecuteAsync(host, new(settings.Program, arguments, timeout), cancellationToken);

    /// <summary>Runs any command to its end.</summary>
    public async Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await shell.ExecuteAsync(host, command, cancellationToken);
        }
        catch (ShellException exception)
        {
            throw Translate(exception);
        }
    }

    /// <summary>Runs <c>xl migrate</c> and yields what it prints.</summary>
    public IAsyncEnumerable<ShellLine> MigrateAsync(
        MigrationRequest request,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        string[] remote = settings.MigrationShell is { } carrier ? ["-s", carrier] : [];
        string target = settings.MigrationHosts[request.Target.Value];
        string[] words = ["-vvv", "migrate", .. remote, request.Vm.Value, target];
        RemoteCommand command = settings.ProgressLibrary is { } library
            ? new("env", [$"LD_PRELOAD={library}", settings.Program, .. words], timeout)
            : new(settings.Program, words, timeout);
        return shell.StreamAsync(request.Source, command, cancellationToken);
    }

    /// <summary>Lists all domains of a host.</summary>
    /// <exception cref="HypervisorException">It does not answer, or with no list.</exception>
    public async Task<XlList> ListAsync(HostName host, CancellationToken cancellationToken)
    {
        var command = new RemoteCommand(settings.Program, ["list"], times.Question)
        {
            IsIdempotent = true,
        };
        ShellResult result = await ExecuteAsync(host, command, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw Failure(host, command.ToString(), result);
        }

        try
        {
            return XlListParser.Parse(result.StandardOutput, host);
        }
        catch (TranscriptException exception)
        {
            throw new HypervisorException(
                HypervisorError.ToolFailed,
                $"{host}: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Says why xl failed, from what it printed.</summary>
    public static HypervisorException Failure(HostName host, string what, ShellResult result) =>
        new(
            Classify(result.StandardError) ?? HypervisorError.ToolFailed,
            $"{host}: {what}: exit code {result.ExitCode}: {Shorten(result.StandardError)}"
        );

    /// <summary>Finds a reason in what xl printed, if it is one of those that it is known to give.</summary>
    public static HypervisorError? Classify(string errors)
    {
        string[] memory =
        [
            "failed to free memory for the domain",
            "cannot claim memory",
            "not enough memory",
            "not enough free memory",
            "Could not allocate memory",
            "Cannot allocate memory",
        ];
        return memory.Any(Says) ? HypervisorError.HostMemoryExhausted
            : Says("already exists") ? HypervisorError.VmExists
            : null;

        bool Says(string words) => errors.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private static string Shorten(string errors)
    {
        const int LengthMax = 500;
        string text = errors.Trim();
        return text.Length <= LengthMax ? text : "…" + text[^LengthMax..];
    }

    private static HypervisorException Translate(ShellException exception) =>
        new(
            exception.Error == ShellError.HostUnreachable
                ? HypervisorError.HostUnreachable
                : HypervisorError.ToolFailed,
            exception.Message,
            exception
        );
}
