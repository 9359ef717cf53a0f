using MigSim.Lab.Shell;

namespace MigSim.Cli.Labs;

/// <summary>What hosts on which nothing is would answer, where an adapter cannot go on without.</summary>
internal static class RehearsalAnswers
{
    private const string NoMachines =
        "Name  ID  Mem  VCPUs  State  Time(s)\nDomain-0  0  1024  1  r-----  0.0\n";

    /// <summary>Gets it; null for success without a word.</summary>
    public static ShellResult? To(HostName host, RemoteCommand command)
    {
        string script = command.Arguments is ["-c", var text, ..] ? text : "";
        return command.Program == "date" ? Printed("0.000000\n")
            : command.Arguments is ["vm", ..] ? Printed("{\"machines\":[]}\n")
            : command.Arguments is ["list", ..] ? Printed(NoMachines)
            // The number of a line.
            : script.Contains("lines + 1", StringComparison.Ordinal) ? Printed("1\n")
            // A program that is there need not be copied.
            : script.StartsWith("[ -x ", StringComparison.Ordinal)
                ? new(1, "", "", default, default)
            : null;
    }

    private static ShellResult Printed(string text) => new(0, text, "", default, default);
}
