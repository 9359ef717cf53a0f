namespace MigSim.Lab.Lifecycle;

/// <summary>Where a lab keeps its files on this machine.</summary>
/// <param name="Name">The lab's name: its file's, without the ending.</param>
/// <param name="StateDirectory">
/// What exists while the lab is up or something of it must be undone: its journal, its nodes.
/// </param>
/// <param name="CacheDirectory">What is kept to be used again: guest images, the agent.</param>
public sealed record LabPlace(string Name, string StateDirectory, string CacheDirectory)
{
    /// <summary>Gets the file of the journal.</summary>
    public string JournalPath => Path.Combine(StateDirectory, "journal.jsonl");

    /// <summary>
    /// Finds the place: <c>MIGSIM_STATE</c> and <c>MIGSIM_CACHE</c>, or what the XDG base directory
    /// specification says, each with a directory for the lab or shared by all labs.
    /// </summary>
    /// <param name="name">The lab's name.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static LabPlace Find(string name, Func<string, string?> variable)
    {
        string home = variable("HOME") is { Length: > 0 } found ? found : "/root";
        string state =
            Set("MIGSIM_STATE")
            ?? Path.Combine(Set("XDG_STATE_HOME") ?? Path.Combine(home, ".local/state"), "migsim");
        string cache =
            Set("MIGSIM_CACHE")
            ?? Path.Combine(Set("XDG_CACHE_HOME") ?? Path.Combine(home, ".cache"), "migsim");
        return new(name, Path.Combine(state, "labs", name), cache);

        string? Set(string key) => variable(key) is { Length: > 0 } value ? value : null;
    }
}
