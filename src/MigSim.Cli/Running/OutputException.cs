namespace MigSim.Cli.Running;

/// <summary>Results that cannot be kept where they should be.</summary>
/// <param name="message">What cannot be written, and why.</param>
/// <param name="exitCode">What the program tells its caller.</param>
/// <param name="cause">What the operating system said.</param>
internal sealed class OutputException(string message, int exitCode, Exception? cause)
    : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What was asked for does not go together with what is there.</summary>
    public static OutputException WrongInput(string message) =>
        new(message, Cli.ExitCode.InputWrong, null);

    /// <summary>Runs something that writes; what the operating system refuses gets this type.</summary>
    public static T Guard<T>(string path, int exitCode, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"cannot write to {path}: {e.Message}", exitCode, e);
        }
    }

    /// <summary>Runs something that writes; what the operating system refuses gets this type.</summary>
    public static void Guard(string path, int exitCode, Action write) =>
        Guard(
            path,
            exitCode,
            () =>
            {
                write();
                return true;
            }
        );
}
