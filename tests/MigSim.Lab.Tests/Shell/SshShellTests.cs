using System.Collections.Immutable;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tests.Shell;

public sealed class SshShellTests : ShellBehaviour
{
    [Fact]
    public void Words_AnyHost_HaveOwnOptionsFirstAndOneQuotedCommand() =>
        ShellTest.Run(
            (clock, _) =>
            {
                SshHost target = new("10.0.0.1")
                {
                    Port = 2222,
                    User = "root",
                    IdentityFile = "/keys/lab",
                    Options = ["ControlMaster=no"],
                };
                var shell = new SshShell(clock, new(), Options("/run/lab", target));
                IReadOnlyList<string> words = shell.Words(
                    ShellTest.Host,
                    new("echo", ["it's"], TimeSpan.FromSeconds(1))
                );
                Assert.Equal(["ssh", "-o", "ControlMaster=no"], words.Take(3));
                Assert.Contains("BatchMode=yes", words);
                Assert.Contains("ConnectTimeout=10", words);
                Assert.Contains("ControlPath=/run/lab/%C", words);
                Assert.Equal(["-T", "--", "10.0.0.1"], words.SkipLast(1).TakeLast(3));
                Assert.EndsWith(@"'migsim' 'echo' 'it'\''s'", words[^1], StringComparison.Ordinal);
                return Task.CompletedTask;
            }
        );

    [Fact]
    public void Words_HostUnknown_IsReachedByItsName() =>
        ShellTest.Run(
            (clock, _) =>
            {
                var shell = new SshShell(clock, new(), Options("/run/lab", new("10.0.0.1")));
                IReadOnlyList<string> words = shell.Words(new("node7"), ShellTest.Sh("true"));
                Assert.Equal("node7", words[^2]);
                return Task.CompletedTask;
            }
        );

    [Fact]
    public void ExecuteAsync_NobodyListens_HostIsUnreachable()
    {
        Assert.SkipWhen(SshServer.Find("ssh") is null, "ssh is not installed");
        string directory = Directory.CreateTempSubdirectory("migsim-ssh-").FullName;
        try
        {
            ShellTest.Run(
                async (clock, token) =>
                {
                    SshHost target = new("127.0.0.1") { Port = SshServer.FreePort() };
                    await using var shell = new SshShell(clock, new(), Options(directory, target));
                    ShellException error = await ShellTest.ThrowsAsync<ShellException>(() =>
                        shell.ExecuteAsync(ShellTest.Host, ShellTest.Sh("true"), token)
                    );
                    Assert.Equal(ShellError.HostUnreachable, error.Error);
                    Assert.Contains("refused", error.Reason, StringComparison.Ordinal);
                    error = await ShellTest.ThrowsAsync<ShellException>(() =>
                        ShellTest.ReadAsync(
                            shell.StreamAsync(ShellTest.Host, ShellTest.Sh("true"), token)
                        )
                    );
                    Assert.Equal(ShellError.HostUnreachable, error.Error);
                }
            );
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void ExecuteAsync_SecondCommand_SharesTheConnection() =>
        RunTest(
            async (shell, _, token) =>
            {
                RemoteCommand command = ShellTest.Sh("echo $SSH_CONNECTION");
                ShellResult first = await shell.ExecuteAsync(ShellTest.Host, command, token);
                ShellResult second = await shell.ExecuteAsync(ShellTest.Host, command, token);
                Assert.Equal(first.StandardOutput, second.StandardOutput);
                Assert.StartsWith("127.0.0.1 ", first.StandardOutput, StringComparison.Ordinal);
            }
        );

    protected override void RunTest(Func<IRemoteShell, RunClock, CancellationToken, Task> body)
    {
        using SshServer server = SshServer.Start();
        ShellTest.Run(
            async (clock, token) =>
            {
                SshOptions options = Options(server.ControlDirectory, server.Target);
                await using var shell = new SshShell(clock, new ShellLimits(), options);
                await body(shell, clock, token);
            }
        );
    }

    private static SshOptions Options(string directory, SshHost target) =>
        new()
        {
            ControlDirectory = directory,
            Hosts = ImmutableSortedDictionary<HostName, SshHost>.Empty.Add(ShellTest.Host, target),
        };
}
