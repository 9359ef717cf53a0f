namespace MigSim.Lab.Shell;

/// <summary>Why a command has no result.</summary>
public enum ShellError
{
    /// <summary>The shell itself could not be started here.</summary>
    CannotStart,

    /// <summary>The host could not be reached, or the connection broke: what ran there is unknown.</summary>
    HostUnreachable,

    /// <summary>The command took too long and was ended.</summary>
    TimedOut,

    /// <summary>A streamed command ended with an exit code that was not expected.</summary>
    CommandFailed,

    /// <summary>The command printed more than the limit and was ended.</summary>
    OutputTooLong,

    /// <summary>A replay was asked for a command that was not recorded.</summary>
    NotRecorded,
}
