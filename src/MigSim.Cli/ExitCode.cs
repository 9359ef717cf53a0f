namespace MigSim.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done, and all checks hold.</summary>
    public const int Done = 0;

    /// <summary>Done, but a check does not hold.</summary>
    public const int CheckFailed = 1;

    /// <summary>The input, or the command line, is wrong.</summary>
    public const int InputWrong = 2;

    /// <summary>The testbed failed, or a result could not be kept.</summary>
    public const int TestbedFailed = 3;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;
}
