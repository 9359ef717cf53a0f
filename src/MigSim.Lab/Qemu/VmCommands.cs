using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MigSim.Lab.Shell;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>Has the agents of hosts carry out their verbs <c>vm …</c>.</summary>
internal sealed class VmCommands(IRemoteShell shell, string agentProgram)
{
    /// <summary>Has a verb carried out.</summary>
    /// <exception cref="HypervisorException">The host cannot be reached, or refused.</exception>
    /// <exception cref="OperationCanceledException">Given up; the host was told so.</exception>
    public async Task<VmAnswer> AskAsync(
        HostName host,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        params string[] words
    )
    {
        RemoteCommand command = Command(timeout, words);
        ShellResult result;
        try
        {
            result = await shell.ExecuteAsync(host, command, cancellationToken);
        }
        catch (ShellException exception)
        {
            throw Translate(host, exception);
        }

        string last = result.StandardOutput.TrimEnd('\n').Split('\n')[^1];
        VmAnswer answer =
            result.ExitCode is 0 or 1 && Parse(last) is { } parsed
                ? parsed
                : throw new HypervisorException(
                    HypervisorError.ToolFailed,
                    $"{host}: '{agentProgram} vm {words[0]}': exit code {result.ExitCode}: "
                        + Shorten(result.StandardError, result.StandardOutput)
                );
        return Check(host, answer);
    }

    /// <summary>Has a verb carried out that answers in several lines.</summary>
    public async IAsyncEnumerable<VmAnswer> StreamAsync(
        HostName host,
        TimeSpan timeout,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        params string[] words
    )
    {
        RemoteCommand command = Command(timeout, words) with { ExpectedExitCodes = [0, 1] };
        await using IAsyncEnumerator<ShellLine> lines = shell
            .StreamAsync(host, command, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(host, lines))
        {
            if (lines.Current.Source == ShellSource.Output)
            {
                yield return Parse(lines.Current.Text) is { } answer
                    ? Check(host, answer)
                    : throw new HypervisorException(
                        HypervisorError.ToolFailed,
                        $"{host}: not an answer: {Shorten(lines.Current.Text)}"
                    );
            }
        }
    }

    private static async Task<bool> MoveNextAsync(HostName host, IAsyncEnumerator<ShellLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (ShellException exception)
        {
            throw Translate(host, exception);
        }
    }

    private static HypervisorException Translate(HostName host, ShellException exception) =>
        new(
            exception.Error is ShellError.HostUnreachable
                ? HypervisorError.HostUnreachable
                : HypervisorError.ToolFailed,
            $"{host}: {exception.Reason}",
            exception
        );

    private static VmAnswer Check(HostName host, VmAnswer answer) =>
        answer.Error is { } error
            ? throw new HypervisorException(error, answer.Message ?? $"{host}: {error}")
            : answer;

    private static VmAnswer? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, QemuJson.Default.VmAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shorten(params string[] texts)
    {
        string text = string.Join(' ', texts.Select(part => part.Trim())).Trim();
        return text.Length <= 300 ? text : text[..300] + "…";
    }

    private RemoteCommand Command(TimeSpan timeout, string[] words) =>
        new(agentProgram, ["vm", .. words], timeout)
        {
            IsIdempotent = words[0] is "list" or "look",
        };
}
