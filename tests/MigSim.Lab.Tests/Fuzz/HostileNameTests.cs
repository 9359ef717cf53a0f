using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using MigSim.Lab.Shell;
using MigSim.Lab.Tests.FakeHost;
using MigSim.Lab.Xen;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Fuzz;

/// <summary>No name and no path is ever taken for more than that, by any shell on the way.</summary>
public sealed class HostileNameTests
{
    private const int Batches = 12;
    private const int WordsPerBatch = 40;
    private const int Names = 400;

    [Fact]
    public void SshShell_AnyWords_ReachTheProgramUnchangedOrAreRefused() =>
        RunBatches((lab, clock) => (lab.Shell(clock), "xl"));

    [Fact]
    public void LocalShell_AnyWords_ReachTheProgramUnchangedOrAreRefused() =>
        RunBatches(
            (lab, clock) => (new LocalShell(clock, new()), Path.Combine(lab.World.Programs, "xl"))
        );

    [Fact]
    public void NamespaceShell_AnyWords_ReachTheProgramUnchangedOrAreRefused()
    {
        Assert.SkipUnless(CanEnter(), "cannot enter a namespace");
        RunBatches(
            (lab, clock) =>
                (
                    new NamespaceShell(
                        clock,
                        new(),
                        ImmutableSortedDictionary<HostName, NamespaceEntry>.Empty.Add(
                            FakeLab.Members[0],
                            new NamespaceEntry.Process(Environment.ProcessId)
                        )
                    ),
                    Path.Combine(lab.World.Programs, "xl")
                )
        );
    }

    [Fact]
    public void SshShell_AnyHost_IsTheHostThatSshIsAskedFor() =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                await using SshShell shell = lab.Shell(clock);
                foreach (string word in HostileWords.Sample(Batches).Where(word => word.Length > 0))
                {
                    string host = Aim(word, lab);
                    RemoteCommand command = new("true", [], TimeSpan.FromSeconds(20));
                    try
                    {
                        await shell.ExecuteAsync(new(host), command, token);
                        Assert.Fail("There is no such host.");
                    }
                    catch (ArgumentException)
                    {
                        continue;
                    }
                    catch (ShellException exception)
                    {
                        Assert.Equal(ShellError.HostUnreachable, exception.Error);
                    }

                    string[] call = lab.World.LastSsh();
                    Assert.Equal(["-T", "--", host], call[^4..^1]);
                }

                AssertNothingRan(lab);
            }
        );

    [Fact]
    public void XlHypervisor_AnyMachine_IsRefusedOrTheWholeWordOfACommand() =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                var shell = new WordsShell();
                XlHypervisor hypervisor = lab.Hypervisor(clock, shell);
                int passed = 0;
                foreach (
                    string word in HostileWords.Sample(Names).Append("x0").Append("web_1.test")
                )
                {
                    string name = Aim(word, lab);
                    shell.Words.Clear();
                    try
                    {
                        await hypervisor.DestroyAsync(new(name), FakeLab.Members[0], token);
                        Assert.Equal(["destroy", name], shell.Words);
                        Assert.Matches(@"\A[A-Za-z0-9_][A-Za-z0-9_.+-]*\z", name);
                        Assert.DoesNotMatch(@"\A[0-9]*\z", name);
                        passed++;
                    }
                    catch (ArgumentException)
                    {
                        Assert.Empty(shell.Words);
                    }
                }

                Assert.InRange(passed, 2, Names / 2);
            }
        );

    [Theory]
    [InlineData("-s")]
    [InlineData("node1; touch /tmp/x")]
    [InlineData("$(touch /tmp/x)")]
    [InlineData("node1 node2")]
    [InlineData("node1\n")]
    [InlineData("")]
    public void XlHypervisor_HostileTarget_IsRefused(string target) =>
        FakeLab.Run(
            (lab, clock, _) =>
            {
                Assert.Throws<ArgumentException>(() =>
                    new XlHypervisor(
                        clock,
                        new WordsShell(),
                        lab.Settings with
                        {
                            MigrationHosts = lab.Settings.MigrationHosts.SetItem("node1", target),
                        },
                        lab.Configurations
                    )
                );
                return Task.CompletedTask;
            }
        );

    [Theory]
    [InlineData("-p.cfg")]
    [InlineData("x0.cfg")]
    [InlineData("/etc/xen/on_crash=destroy")]
    [InlineData("")]
    public void XlHypervisor_HostilePath_IsRefused(string path) =>
        FakeLab.Run(
            (lab, clock, _) =>
            {
                Assert.Throws<ArgumentException>(() =>
                    new XlHypervisor(
                        clock,
                        new WordsShell(),
                        lab.Settings,
                        lab.Configurations.SetItem(new("x0"), path)
                    )
                );
                return Task.CompletedTask;
            }
        );

    [Fact]
    public void XlHypervisor_OddPath_ReachesXlUnchanged() =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                string path = Path.Combine(lab.World.Shared, "it's $(touch CANARY)\n\"é\".cfg");
                File.Copy(lab.Configurations[new("x0")], path);
                var hypervisor = new XlHypervisor(
                    clock,
                    lab.Shell(clock),
                    lab.Settings,
                    lab.Configurations.SetItem(new("x0"), path)
                );
                await hypervisor.CreateAsync(FakeLab.Machines[0], FakeLab.Members[0], token);
                Assert.Contains(
                    lab.World.Calls(),
                    call => call is ["node0", "xl", "create", var given, ..] && given == path
                );
                AssertNothingRan(lab);
            }
        );

    private static string Canary(FakeLab lab) => Path.Combine(lab.World.Shared, "canary");

    private static string Aim(string word, FakeLab lab) =>
        word.Replace("CANARY", Canary(lab), StringComparison.Ordinal);

    private static void AssertNothingRan(FakeLab lab) =>
        Assert.False(File.Exists(Canary(lab)), "A name was taken for a command.");

    private static bool CanEnter()
    {
        string id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo("nsenter", ["--target", id, "--net", "--pid", "true"])
                {
                    RedirectStandardError = true,
                }
            )!;
            return process.WaitForExit(10_000) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static void RunBatches(Func<FakeLab, RunClock, (IRemoteShell Shell, string Xl)> open) =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                (IRemoteShell shell, string xl) = open(lab, clock);
                for (int batch = 0; batch < Batches; batch++)
                {
                    string[] words =
                    [
                        .. HostileWords.Sample(WordsPerBatch).Select(word => Aim(word, lab)),
                    ];
                    foreach (string word in words.Where(word => !HostileWords.IsArgument(word)))
                    {
                        RemoteCommand wrong = new(xl, [word], TimeSpan.FromSeconds(20));
                        await Assert.ThrowsAsync<ArgumentException>(() =>
                            shell.ExecuteAsync(FakeLab.Members[0], wrong, token)
                        );
                    }

                    string[] right = [.. words.Where(HostileWords.IsArgument)];
                    RemoteCommand command = new(xl, right, TimeSpan.FromSeconds(20));
                    await shell.ExecuteAsync(FakeLab.Members[0], command, token);
                    string[] call = lab.World.Calls()[^1];
                    Assert.Equal("xl", call[1]);
                    Assert.Equal(right, call[2..]);
                }

                AssertNothingRan(lab);
            }
        );

    /// <summary>Keeps the words of the last command, and says that all is well.</summary>
    private sealed class WordsShell : IRemoteShell
    {
        public List<string> Words { get; } = [];

        public Task<ShellResult> ExecuteAsync(
            HostName host,
            RemoteCommand command,
            CancellationToken cancellationToken
        )
        {
            Words.AddRange(command.Arguments);
            return Task.FromResult(new ShellResult(0, "", "", TimeSpan.Zero, TimeSpan.Zero));
        }

        public IAsyncEnumerable<ShellLine> StreamAsync(
            HostName host,
            RemoteCommand command,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();
    }
}
