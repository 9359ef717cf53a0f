using System.Runtime.CompilerServices;

namespace MigSim.Lab.Shell;

/// <summary>Writes every command with its host and runs none.</summary>
/// <remarks>
/// A line can be pasted into a shell on that host, unless it carries data longer than
/// <see cref="ShownLengthMax"/>, of which only the length is shown. Commands in a row that look alike
/// are shown once.
/// </remarks>
/// <param name="writer">Where they are written.</param>
/// <param name="answer">What a command answers; null, or an answer of null: success, and nothing printed.</param>
public sealed class DryRunShell(
    TextWriter writer,
    Func<HostName, RemoteCommand, ShellResult?>? answer = null
) : IRemoteShell
{
    /// <summary>The longest argument that is shown, in characters.</summary>
    public const int ShownLengthMax = 10_000;

    private static readonly ShellResult Success = new(0, "", "", TimeSpan.Zero, TimeSpan.Zero);

    private string? _last;

    /// <summary>
    /// Gets a value indicating whether programs whose output is streamed go on until they are
    /// cancelled; by default they end at once.
    /// </summary>
    public bool StreamsLast { get; init; }

    /// <inheritdoc/>
    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Show(host, command);
        return Task.FromResult(answer?.Invoke(host, command) ?? Success);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Show(host, command);
        if (!StreamsLast)
        {
            yield break;
        }

        var end = new TaskCompletionSource();
        await using CancellationTokenRegistration cancelled = cancellationToken.Register(() =>
            end.TrySetCanceled(cancellationToken)
        );
        await end.Task;
    }

    private static string Word(string text) =>
        text.Length <= ShownLengthMax
            ? PosixQuoting.Quote(text)
            : $"<{text.Length} characters of data>";

    private void Show(HostName host, RemoteCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        string[] words = [command.Program, .. command.Arguments];
        string line = $"{host}: {string.Join(' ', words.Select(Word))}";
        if (line != _last)
        {
            writer.WriteLine(line);
            _last = line;
        }
    }
}
