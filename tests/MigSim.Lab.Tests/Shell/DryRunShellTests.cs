using MigSim.Lab.Shell;

namespace MigSim.Lab.Tests.Shell;

public sealed class DryRunShellTests
{
    [Fact]
    public void EveryCommand_IsShownAndNotRun() =>
        ShellTest.Run(
            async (_, token) =>
            {
                string canary = Path.Combine(
                    Path.GetTempPath(),
                    $"migsim-canary-{Environment.ProcessId}"
                );
                using var writer = new StringWriter();
                var shell = new DryRunShell(writer);
                RemoteCommand command = new("touch", [canary, "it's"], TimeSpan.FromSeconds(1));
                ShellResult result = await shell.ExecuteAsync(ShellTest.Host, command, token);
                Assert.Equal(
                    (0, "", ""),
                    (result.ExitCode, result.StandardOutput, result.StandardError)
                );
                Assert.Empty(
                    await ShellTest.ReadAsync(shell.StreamAsync(ShellTest.Host, command, token))
                );
                string line = $@"node1: 'touch' '{canary}' 'it'\''s'" + Environment.NewLine;
                Assert.Equal(line + line, writer.ToString());
                Assert.False(File.Exists(canary));
            }
        );
}
