using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using MigSim.Lab.Qemu;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Agent.Hosts;

/// <summary>
/// The way to this host: the program's own verbs are carried out in this very process, not in another one.
/// </summary>
internal sealed class SelfShell(
    IRemoteShell inner,
    RunClock clock,
    string agentProgram,
    QemuVerbs verbs
) : IRemoteShell
{
    private const int UsageExit = 2;

    /// <inheritdoc/>
    public async Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        if (!IsVerb(command))
        {
            return await inner.ExecuteAsync(host, command, cancellationToken);
        }

        TimeSpan startedAt = clock.Now;
        var output = new StringBuilder();
        (int exitCode, string complaint) = await RunAsync(
            host,
            command,
            line => output.Append(line).Append('\n'),
            cancellationToken
        );
        return new(exitCode, output.ToString(), complaint, startedAt, clock.Now - startedAt);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) =>
        IsVerb(command)
            ? StreamVerbAsync(host, command, cancellationToken)
            : inner.StreamAsync(host, command, cancellationToken);

    private bool IsVerb(RemoteCommand command) =>
        command.Program == agentProgram && command.Arguments is ["vm", _, ..];

    private async IAsyncEnumerable<ShellLine> StreamVerbAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateUnbounded<ShellLine>();
        Task<int> running = PassAsync(host, command, lines.Writer, left.Token);
        try
        {
            await foreach (ShellLine line in lines.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return line;
            }

            int exitCode = await running;
            if (!command.ExpectedExitCodes.Contains(exitCode))
            {
                throw new ShellException(
                    ShellError.CommandFailed,
                    host,
                    command,
                    $"exit code {exitCode}",
                    exitCode
                );
            }
        }
        finally
        {
            left.Cancel();
            await EndAsync(running);
        }
    }

    private static async Task EndAsync(Task running)
    {
        try
        {
            await running;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ShellException)
        {
            // Thrown above already, or the caller has left and does not want to know.
        }
    }

    private async Task<int> PassAsync(
        HostName host,
        RemoteCommand command,
        ChannelWriter<ShellLine> lines,
        CancellationToken cancellationToken
    )
    {
        try
        {
            (int exitCode, _) = await RunAsync(
                host,
                command,
                line => lines.TryWrite(new(clock.Now, line)),
                cancellationToken
            );
            return exitCode;
        }
        finally
        {
            lines.TryComplete();
        }
    }

    private async Task<(int ExitCode, string Complaint)> RunAsync(
        HostName host,
        RemoteCommand command,
        Action<string> print,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(command.Timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            deadline.Token
        );
        try
        {
            return (
                await verbs.ExecuteAsync([.. command.Arguments.Skip(1)], print, both.Token),
                ""
            );
        }
        catch (ArgumentException exception)
        {
            return (UsageExit, exception.Message);
        }
        catch (OperationCanceledException exception)
            when (!cancellationToken.IsCancellationRequested)
        {
            throw new ShellException(
                ShellError.TimedOut,
                host,
                command,
                $"it took longer than {command.Timeout}",
                innerException: exception
            );
        }
    }
}
