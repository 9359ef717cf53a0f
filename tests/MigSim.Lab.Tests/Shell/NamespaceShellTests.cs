using System.Collections.Immutable;
using System.Diagnostics;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tests.Shell;

public sealed class NamespaceShellTests : ShellBehaviour
{
    [Fact]
    public void ExecuteAsync_NetworkNamespace_HasItsOwnDevices()
    {
        string name = $"migsim-test-{Environment.ProcessId}";
        Assert.SkipUnless(Succeeds("ip", "netns", "add", name), "cannot make a network namespace");
        try
        {
            ShellTest.Run(
                async (clock, token) =>
                {
                    IRemoteShell shell = Shell(clock, new NamespaceEntry.Network(name));
                    ShellResult result = await shell.ExecuteAsync(
                        ShellTest.Host,
                        new("ls", ["/sys/class/net"], TimeSpan.FromSeconds(30)),
                        token
                    );
                    Assert.Equal((0, "lo\n"), (result.ExitCode, result.StandardOutput));
                }
            );
        }
        finally
        {
            Assert.True(Succeeds("ip", "netns", "delete", name));
        }
    }

    [Fact]
    public void ExecuteAsync_UnknownHost_Throws() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                IRemoteShell shell = Shell(clock, new NamespaceEntry.Network("none"));
                await ShellTest.ThrowsAsync<ArgumentException>(() =>
                    shell.ExecuteAsync(new("node9"), ShellTest.Sh("true"), token)
                );
            }
        );

    protected override void RunTest(Func<IRemoteShell, RunClock, CancellationToken, Task> body)
    {
        // The namespaces of this process itself: the way in is the same.
        var entry = new NamespaceEntry.Process(Environment.ProcessId);
        Assert.SkipUnless(
            Succeeds("nsenter", "--target", $"{Environment.ProcessId}", "--net", "--pid", "true"),
            "cannot enter a namespace"
        );
        ShellTest.Run((clock, token) => body(Shell(clock, entry), clock, token));
    }

    private static NamespaceShell Shell(RunClock clock, NamespaceEntry entry) =>
        new(
            clock,
            new ShellLimits(),
            ImmutableSortedDictionary<HostName, NamespaceEntry>.Empty.Add(ShellTest.Host, entry)
        );

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                }
            )!;
            return process.WaitForExit(10_000) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
