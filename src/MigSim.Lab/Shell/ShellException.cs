namespace MigSim.Lab.Shell;

/// <summary>A command has no result, or none that can be used.</summary>
public sealed class ShellException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="error">Why there is no result.</param>
    /// <param name="host">Where the command was to run.</param>
    /// <param name="command">The command.</param>
    /// <param name="reason">What happened, as a sentence.</param>
    /// <param name="exitCode">The exit code, if there was one.</param>
    /// <param name="innerException">The cause, if there was one.</param>
    public ShellException(
        ShellError error,
        HostName host,
        RemoteCommand command,
        string reason,
        int? exitCode = null,
        Exception? innerException = null
    )
        : base($"{host}: '{command}': {reason}", innerException)
    {
        Error = error;
        Host = host;
        Command = command;
        Reason = reason;
        ExitCode = exitCode;
    }

    /// <summary>Gets why there is no result.</summary>
    public ShellError Error { get; }

    /// <summary>Gets where the command was to run.</summary>
    public HostName Host { get; }

    /// <summary>Gets the command.</summary>
    public RemoteCommand Command { get; }

    /// <summary>Gets what happened.</summary>
    public string Reason { get; }

    /// <summary>Gets the exit code, if there was one.</summary>
    public int? ExitCode { get; }
}
