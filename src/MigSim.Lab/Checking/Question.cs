using MigSim.Lab.Shell;

namespace MigSim.Lab.Checking;

/// <summary>Asks hosts questions: commands that change nothing.</summary>
internal sealed class Question(IRemoteShell shell, HostName host)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public HostName Host => host;

    /// <summary>Asks; a host that cannot be asked answers with an exit code of null.</summary>
    public async Task<Answer> AskAsync(
        CancellationToken cancellationToken,
        string program,
        params string[] arguments
    )
    {
        var command = new RemoteCommand(program, arguments, Timeout) { IsIdempotent = true };
        try
        {
            ShellResult result = await shell.ExecuteAsync(host, command, cancellationToken);
            return new(result.ExitCode, result.StandardOutput.Trim(), result.StandardError.Trim());
        }
        catch (ShellException exception)
        {
            return new(null, "", exception.Reason);
        }
    }

    public LabFinding Good(string subject, string detail) =>
        new(host, subject, FindingKind.Good, detail);

    public LabFinding Warn(string subject, string detail) =>
        new(host, subject, FindingKind.Warning, detail);

    public LabFinding Fail(string subject, string detail) =>
        new(host, subject, FindingKind.Failure, detail);

    /// <summary>What was answered.</summary>
    internal sealed record Answer(int? ExitCode, string Text, string Complaint)
    {
        public bool IsYes => ExitCode == 0;

        /// <summary>Gets the first line of whatever was printed.</summary>
        public string FirstLine => (Text.Length > 0 ? Text : Complaint).Split('\n')[0];
    }
}
