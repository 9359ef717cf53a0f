using System.Runtime.CompilerServices;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Tests.Safety;

/// <summary>Runs nothing, keeps every command, and answers as it is told.</summary>
internal sealed class FakeShell : IRemoteShell
{
    public List<(HostName Host, RemoteCommand Command)> Commands { get; } = [];

    /// <summary>Gets or sets the exit code of a command; 0 unless set.</summary>
    public Func<HostName, RemoteCommand, int> ExitCode { get; set; } = (_, _) => 0;

    /// <summary>Gets or sets the lines of a stream.</summary>
    public IReadOnlyList<ShellLine> Lines { get; set; } = [];

    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Commands.Add((host, command));
        int code = ExitCode(host, command);
        return Task.FromResult(
            new ShellResult(
                code,
                command.Program == "date" ? "1795410973.000000\n" : "",
                code == 0 ? "" : "it is broken",
                TimeSpan.Zero,
                TimeSpan.Zero
            )
        );
    }

    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Commands.Add((host, command));
        foreach (ShellLine line in Lines)
        {
            await Task.CompletedTask;
            yield return line;
        }
    }
}
