using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Tests.XenNested;

/// <summary>A controller that does nothing, and remembers what it was told to.</summary>
internal sealed class FakeController(LabPlace place) : IRemoteShell
{
    private const string List = """
        Name                                        ID   Mem VCPUs	State	Time(s)
        Domain-0                                     0   640     1     r-----     101.2

        """;

    private readonly List<string> _said = [];

    /// <summary>Gets the commands, by program, or by script if there is one.</summary>
    public IReadOnlyList<string> Said => _said;

    /// <summary>Gets what the journal would have undone when a command ran.</summary>
    public SortedDictionary<string, string[]> Noted { get; } = [];

    /// <summary>Gets or sets the command that fails.</summary>
    public string? Failing { get; set; }

    /// <summary>Gets or sets what happens before a command.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        Assert.Equal(LabHosts.Controller, host);
        string name = Name(command);
        Before(name);
        cancellationToken.ThrowIfCancellationRequested();
        _said.Add(name);
        Noted.TryAdd(name, ReadNoted());
        if (name == "prepare.sh")
        {
            Directory.CreateDirectory(command.Arguments[4]);
        }
        else if (name == "rm")
        {
            Delete(command.Arguments[^1]);
        }

        bool isFailing = name == Failing;
        string output =
            name == "ssh" ? List
            : name == "processes.sh" ? "4711\n"
            : "";
        return Task.FromResult(
            new ShellResult(
                isFailing ? 1 : 0,
                output,
                isFailing ? "it cannot" : "",
                TimeSpan.Zero,
                TimeSpan.Zero
            )
        );
    }

    public IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException("Nothing is built in these tests.");

    private string[] ReadNoted() =>
        File.Exists(place.JournalPath)
            ? [.. LabJournal.Open(place.JournalPath).ReadOpen().Select(entry => entry.What)]
            : [];

    private static string Name(RemoteCommand command) =>
        command.Program == "ip" ? command.Arguments[3]
        : command.Arguments is [_, _, var script, ..]
        && script.EndsWith(".sh", StringComparison.Ordinal)
            ? script
        : command.Program;

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
