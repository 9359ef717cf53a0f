using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.RealLab.Tests.Xen;

public sealed class XenLifecycleTests
{
    [Fact]
    public void UpAsync_ThenDown_NodesAnswerAndNothingIsLeft() =>
        XenTestbed.Run(
            TimeSpan.FromMinutes(5),
            async (testbed, token) =>
            {
                var progress = new MeasuredTimes(testbed.Clock);
                try
                {
                    await testbed.Lab.UpAsync(progress, token);
                    LabStatus status = await testbed.Lab.StatusAsync(token);
                    progress.Report(string.Join('\n', status.Hosts));
                    Assert.True(status.IsUp);
                    LabConnection connection = await testbed.Lab.ConnectAsync(testbed.Clock, token);
                    foreach (HostName node in connection.Members)
                    {
                        ShellResult result = await connection.Shell.ExecuteAsync(
                            node,
                            new("xl", ["info"], TimeSpan.FromSeconds(30)),
                            token
                        );
                        progress.Report(result.StandardOutput);
                    }
                }
                finally
                {
                    await testbed.Lab.DownAsync(progress, CancellationToken.None);
                }

                progress.Report("down");
                Assert.Empty(testbed.Leftovers());
                Assert.False((await testbed.Lab.StatusAsync(token)).IsUp);
            }
        );
}
