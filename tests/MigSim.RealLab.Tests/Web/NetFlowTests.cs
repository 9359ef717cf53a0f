using System.Net;
using MigSim.Contracts;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.RealLab.Tests.Namespaces;

namespace MigSim.RealLab.Tests.Web;

/// <summary>Flows of real traffic, counted by real tools.</summary>
public sealed class NetFlowTests(ITestOutputHelper output)
{
    [Fact]
    public void StopAsync_HundredConnectionsAndTwentyPings_AreCountedToThePacket()
    {
        TestLab.SkipWithoutTools("tcpdump", "softflowd", "nfcapd", "nfdump");
        WebPlace.RunWatched(
            async (bed, monitor, shell) =>
            {
                await bed.Server.StartAsync(WebPlace.Spec, bed.Token);
                await using IFlowCapture capture = await monitor.StartAsync(
                    new FlowSpec(WebPlace.Server, 1),
                    bed.Token
                );
                ShellResult ping = await shell.ExecuteAsync(
                    WebPlace.Client,
                    TestLab.Sh("ping -q -c 20 -i 0.05 -s 56 10.88.0.1"),
                    bed.Token
                );
                Assert.Equal(0, ping.ExitCode);
                LoadReport load = await bed.Load.RunAsync(
                    new LoadSpec(
                        WebPlace.Client,
                        WebPlace.Spec.Page("mem"),
                        100,
                        1,
                        100,
                        TimeSpan.FromSeconds(5)
                    ),
                    bed.Token
                );
                FlowReport report = await capture.StopAsync(bed.Token);
                await bed.Server.StopAsync(bed.Token);

                var client = IPAddress.Parse("10.88.0.2");
                FlowStatistics[] echoes = [.. report.Flows.Where(flow => flow.Flow.Protocol == 1)];
                FlowStatistics[] requests =
                [
                    .. report.Flows.Where(flow =>
                        flow.Flow.TargetPort == 80 && flow.Flow.Source.Equals(client)
                    ),
                ];
                output.WriteLine(
                    $"{report.Flows.Length} flows; {requests.Length} to port 80 with "
                        + $"{requests.Sum(flow => flow.Packets)} packets; "
                        + $"echoes {string.Join(", ", echoes.Select(flow => $"{flow.Packets} packets of {flow.Size.Bytes} bytes"))}"
                );
                Assert.Equal(100, load.Replies);
                Assert.Equal(100, requests.Length);
                Assert.Equal(40, echoes.Sum(flow => flow.Packets));
                Assert.Equal(40 * 84, echoes.Sum(flow => flow.Size.Bytes));
                Assert.Null(report.Packets);
                ShellResult left = await shell.ExecuteAsync(
                    WebPlace.Server,
                    TestLab.Sh(
                        "for p in $(ip netns pids migsim-web-server); do cat /proc/$p/comm; done"
                    ),
                    bed.Token
                );
                Assert.DoesNotContain("softflowd", left.StandardOutput, StringComparison.Ordinal);
                Assert.DoesNotContain("nfcapd", left.StandardOutput, StringComparison.Ordinal);
            }
        );
    }
}
