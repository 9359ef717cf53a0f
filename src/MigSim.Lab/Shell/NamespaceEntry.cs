using System.Globalization;

namespace MigSim.Lab.Shell;

/// <summary>A closed set of ways into a host that is made of namespaces; match on the nested types.</summary>
public abstract record NamespaceEntry
{
    private NamespaceEntry() { }

    /// <summary>Gets the words to put in front of a command.</summary>
    internal abstract IReadOnlyList<string> Words { get; }

    /// <summary>A network namespace that <c>ip netns add</c> made.</summary>
    public sealed record Network(string Name) : NamespaceEntry
    {
        internal override IReadOnlyList<string> Words => ["ip", "netns", "exec", Name];
    }

    /// <summary>
    /// The network, mounts, name, messages and processes of a process: usually process 1 of the host.
    /// </summary>
    public sealed record Process(int ProcessId) : NamespaceEntry
    {
        internal override IReadOnlyList<string> Words =>
            [
                "nsenter",
                "--target",
                ProcessId.ToString(CultureInfo.InvariantCulture),
                "--net",
                "--mount",
                "--uts",
                "--ipc",
                "--pid",
                "--",
            ];
    }
}
