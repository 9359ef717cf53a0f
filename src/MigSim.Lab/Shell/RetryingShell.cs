using System.Runtime.CompilerServices;
using MigSim.Time;

namespace MigSim.Lab.Shell;

/// <summary>
/// Tries again what failed on the way to the host, but only commands that are marked as idempotent.
/// </summary>
/// <remarks>
/// Neither an exit code nor a time-out is tried again: both are answers of the host. A stream is
/// tried again only if it has not yielded anything.
/// </remarks>
public sealed class RetryingShell(IRemoteShell inner, RunClock clock, RetryOptions options)
    : IRemoteShell
{
    /// <inheritdoc/>
    public async Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await inner.ExecuteAsync(host, command, cancellationToken);
            }
            catch (ShellException exception) when (MayRetry(exception, command, attempt))
            {
                await clock.DelayAsync(options.Delay, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        IAsyncEnumerator<ShellLine> lines = await BeginAsync(host, command, cancellationToken);
        await using (lines)
        {
            // The first one was read to see whether it comes.
            bool isThere = lines.Current.Text is not null;
            while (isThere)
            {
                yield return lines.Current;
                isThere = await lines.MoveNextAsync();
            }
        }
    }

    private async Task<IAsyncEnumerator<ShellLine>> BeginAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        for (int attempt = 1; ; attempt++)
        {
            IAsyncEnumerator<ShellLine> lines = inner
                .StreamAsync(host, command, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            bool isKept = false;
            try
            {
                await lines.MoveNextAsync();
                isKept = true;
                return lines;
            }
            catch (ShellException exception) when (MayRetry(exception, command, attempt))
            {
                await clock.DelayAsync(options.Delay, cancellationToken);
            }
            finally
            {
                if (!isKept)
                {
                    await lines.DisposeAsync();
                }
            }
        }
    }

    private bool MayRetry(ShellException exception, RemoteCommand command, int attempt) =>
        command.IsIdempotent
        && exception.Error == ShellError.HostUnreachable
        && attempt < options.AttemptsMax;
}
