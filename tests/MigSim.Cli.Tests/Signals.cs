using System.Globalization;
using CliWrap;

namespace MigSim.Cli.Tests;

/// <summary>Signals to processes that the tests have started.</summary>
internal static class Signals
{
    /// <summary>Sends a signal.</summary>
    public static async Task SendAsync(
        string signal,
        int processId,
        CancellationToken cancellationToken
    ) =>
        await CliWrap
            .Cli.Wrap("sh")
            .WithArguments([
                "-c",
                string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {processId}"),
            ])
            .ExecuteAsync(cancellationToken);

    // A shell has its background jobs ignore SIGINT, and what they start inherits it.
    public static Command Interruptible(Command command) =>
        IgnoresInterrupts()
            ? command
                .WithArguments($"--default-signal=INT {command.TargetFilePath} {command.Arguments}")
                .WithTargetFile("env")
            : command;

    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        const ulong Interrupt = 1 << (2 - 1);
        string? line = File.Exists(Status)
            ? File.ReadLines(Status)
                .FirstOrDefault(text => text.StartsWith(Ignored, StringComparison.Ordinal))
            : null;
        return line is not null
            && (
                ulong.Parse(
                    line[Ignored.Length..],
                    NumberStyles.AllowHexSpecifier
                        | NumberStyles.AllowLeadingWhite
                        | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture
                ) & Interrupt
            ) != 0;
    }
}
