using System.Collections.Immutable;
using System.Net;
using MigSim.Kernel;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Namespaces;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Tests.Safety;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Lab.Tests.Namespaces;

public sealed class NamespaceLabTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("Node")]
    [InlineData("node 0")]
    [InlineData("node0;reboot")]
    [InlineData("-node")]
    [InlineData("node.0")]
    [InlineData("../node")]
    [InlineData("")]
    [InlineData("a-name-that-is-far-too-long-for-a-host")]
    public void Layout_AHostileHost_IsRefused(string host) =>
        Assert.Throws<LabException>(() => Layout("lab", host, "storage"));

    [Fact]
    public void Layout_NoStorage_IsRefused() =>
        Assert.Throws<LabException>(() => new NamespaceLayout(Place("lab"), Platform(["a"], [])));

    [Theory]
    [InlineData("heartbeat-namespaces")]
    [InlineData("lab; rm -rf /")]
    [InlineData("a name with $(everything) 'in' it and much longer than anybody needs")]
    public void Layout_AnyNameOfALab_NamesArePlainAndShort(string name)
    {
        NamespaceLayout layout = Layout(name, "node0", "storage");
        Assert.All(
            layout.Namespaces,
            n => Assert.Matches(@"\Amigsim-[A-Za-z0-9-]+[.-][a-z0-9-]+\z", n)
        );
        Assert.Equal(layout.Namespaces.Count(), layout.Namespaces.Distinct().Count());
        Assert.All(layout.Links, link => Assert.InRange(link.Port.Length, 1, 15));
    }

    [Fact]
    public void Layout_TwoLabsOfOneName_ShareNothing()
    {
        NamespaceLayout one = Layout("lab", "node0", "storage");
        var other = new NamespaceLayout(
            new("lab", Path.Combine(_directory.Path, "other"), _directory.Path),
            one.Platform
        );
        Assert.Empty(one.Namespaces.Intersect(other.Namespaces));
    }

    [Fact]
    public async Task UpAsync_ACommandFails_EverythingIsUndoneInReverseOrder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        var shell = new FakeShell
        {
            ExitCode = (_, command) => command.Arguments.Contains(NamespaceScripts.Network) ? 1 : 0,
        };
        LabException error = await Assert.ThrowsAsync<LabException>(() =>
            Lab(shell).UpAsync(new Silence(), TestContext.Current.CancellationToken)
        );
        Assert.Contains("it is broken", error.Message);
        Assert.False(Directory.Exists(Place("lab").StateDirectory));
        string[] undone =
        [
            .. shell
                .Commands.SkipWhile(run =>
                    run.Command.Arguments[1] != NamespaceScripts.EndPermission
                )
                .Select(run => run.Command.Program + " " + run.Command.Arguments[^1]),
        ];
        NamespaceLayout layout = Layout("lab", "node0", "storage");
        Assert.Equal(
            [
                $"sh {layout.Lock}",
                .. layout.Namespaces.Reverse().Select(name => $"sh {name}"),
                $"rm {layout.Root}",
            ],
            undone
        );
    }

    [Fact]
    public async Task UpAsync_SomethingIsLeft_SaysSoAndChangesNothing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        LabPlace place = Place("lab");
        LabJournal.Open(place.JournalPath).Note("left", new(LabHosts.Controller, "true", []));
        var shell = new FakeShell();
        LabException error = await Assert.ThrowsAsync<LabException>(() =>
            Lab(shell).UpAsync(new Silence(), TestContext.Current.CancellationToken)
        );
        Assert.Contains("take it down", error.Message);
        Assert.Single(shell.Commands);
    }

    [Fact]
    public async Task DownAsync_ANamespaceStays_NamesItAndKeepsTheJournal()
    {
        LabPlace place = Place("lab");
        LabJournal journal = LabJournal.Open(place.JournalPath);
        journal.Note("files", new(LabHosts.Controller, "rm", ["x"]));
        journal.Note("namespace a", new(LabHosts.Controller, "sh", ["a"]));
        journal.Note("inside of a host", new(new("node0"), "sh", ["b"]));
        var shell = new FakeShell { ExitCode = (_, command) => command.Program == "sh" ? 1 : 0 };
        LabException error = await Assert.ThrowsAsync<LabException>(() =>
            Lab(shell).DownAsync(new Silence(), TestContext.Current.CancellationToken)
        );
        Assert.Contains("namespace a", error.Message);
        Assert.Equal(2, LabJournal.Open(place.JournalPath).ReadOpen().Length);
        shell.ExitCode = (_, _) => 0;
        await Lab(shell).DownAsync(new Silence(), TestContext.Current.CancellationToken);
        Assert.All(shell.Commands, run => Assert.Equal(LabHosts.Controller, run.Host));
        Assert.False(Directory.Exists(place.StateDirectory));
    }

    [Fact]
    public async Task ConnectAsync_NotUp_Throws() =>
        await Assert.ThrowsAsync<LabException>(() =>
            Lab(new FakeShell())
                .ConnectAsync(
                    new RunClock(new WallClockLoop().Time),
                    TestContext.Current.CancellationToken
                )
        );

    public void Dispose() => _directory.Dispose();

    private NamespaceLab Lab(IRemoteShell shell) =>
        new(
            new()
            {
                Place = Place("lab"),
                Platform = Platform(["node0"], ["storage"]),
                Kernel = "/k",
                Initrd = "/i",
                AgentProgram = "/a",
            },
            shell
        );

    private LabPlace Place(string name) =>
        new(name, Path.Combine(_directory.Path, "state"), _directory.Path);

    private NamespaceLayout Layout(string lab, string member, string storage) =>
        new(Place(lab), Platform([member], [storage]));

    private static Platform Platform(ImmutableArray<string> members, ImmutableArray<string> others)
    {
        ImmutableArray<HostName> hosts = [.. members.Concat(others).Select(n => new HostName(n))];
        return new(
            "test",
            [
                .. hosts.Select(host => new HostDescription(
                    host,
                    1,
                    DataSize.FromMebibytes(512),
                    IPAddress.Parse("10.0.0.1"),
                    TimeSpan.Zero
                )),
            ],
            [
                new(NetworkName.Lan, TimeSpan.Zero, DataSize.FromKibibytes(128)),
                new(NetworkName.Heartbeat, TimeSpan.Zero, DataSize.FromKibibytes(128)),
            ],
            [
                .. hosts.Select(host => Link(host, NetworkName.Lan)),
                .. hosts.Take(members.Length).Select(host => Link(host, NetworkName.Heartbeat)),
            ]
        );
    }

    private static LinkDescription Link(HostName host, NetworkName network) =>
        new(
            LinkName.Of(host, network),
            host,
            network,
            DataRate.FromGigabitsPerSecond(1),
            TimeSpan.Zero,
            IPAddress.Parse("10.0.0.1")
        );

    private sealed class Silence : IProgress<string>
    {
        public void Report(string value)
        {
            // Nobody watches.
        }
    }
}
