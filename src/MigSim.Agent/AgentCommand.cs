using System.Collections.Immutable;

namespace MigSim.Agent;

/// <summary>What the program is asked to do.</summary>
/// <param name="Verb">The first word: <c>script</c>, <c>ocf</c>, <c>vm</c>, <c>listen</c>, <c>send</c> …</param>
/// <param name="Words">The words after it.</param>
/// <param name="SettingsPath">The file of its settings.</param>
internal sealed record AgentCommand(string Verb, ImmutableArray<string> Words, string SettingsPath)
{
    public const string Usage = """
        usage: migsim-agent [--settings FILE] COMMAND
               script VM start|stop|status     as Heartbeat calls a resource script (LSB)
               ocf start|stop|monitor|meta-data|validate-all|migrate_to|migrate_from
                                               as Pacemaker calls a resource agent (OCF)
               vm list|create|...              machines of this host
               listen                          prints the members' datagrams
               send TOPIC TEXT                 sends one to the other members
               --version
        Under another name it is the script of the machine of that name; among the resource agents
        of OCF it is one of them.
        """;

    private const string ProgramName = "migsim-agent";
    private const string SettingsVariable = "MIGSIM_AGENT_SETTINGS";

    /// <summary>Finds out what is asked for.</summary>
    /// <param name="path">The name under which the program was called, with its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static AgentCommand Parse(
        string path,
        IReadOnlyList<string> arguments,
        Func<string, string?> variable
    )
    {
        string settings = variable(SettingsVariable) is { Length: > 0 } file
            ? file
            : Lab.Agents.AgentSettings.DefaultPath;
        ImmutableArray<string> words = [.. arguments];
        if (words is ["--settings", var given, ..])
        {
            settings = given;
            words = words[2..];
        }

        // By its place alone: Heartbeat sets the variables of OCF for every script.
        if (path.Contains("/ocf/", StringComparison.Ordinal))
        {
            return new("ocf", words, settings);
        }

        string name = Path.GetFileName(path);
        if (!name.StartsWith(ProgramName, StringComparison.Ordinal))
        {
            return new("script", [name, .. words], settings);
        }

        return words.Length == 0 ? new("", [], settings) : new(words[0], words[1..], settings);
    }
}
