using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Tests.Shell;
using MigSim.Lab.XenNested;

namespace MigSim.Lab.Tests.XenNested;

public sealed class XenNestedLabTests
{
    [Fact]
    public void UpAsync_NothingFails_NotesEveryChangeBeforeItIsMade() =>
        Run(
            async (lab, controller, place, token) =>
            {
                await lab.UpAsync(new Silence(), token);
                Assert.Equal(
                    ["requirements.sh", "prepare.sh", "mkdir", "network.sh"],
                    controller.Said.Take(4)
                );
                Assert.Equal(["files of the lab"], controller.Noted["prepare.sh"]);
                Assert.Contains("sockets of ssh", controller.Noted["mkdir"]);
                Assert.Contains(
                    "network namespace migsim-test and all that runs in it",
                    controller.Noted["network.sh"]
                );
                Assert.Equal(2, controller.Said.Count(name => name == "qemu-system-x86_64"));
                Assert.True((await lab.StatusAsync(token)).Hosts[0].IsUp);
            }
        );

    [Fact]
    public void DownAsync_AfterUp_UndoesInReverseAndLeavesNoFile() =>
        Run(
            async (lab, controller, place, token) =>
            {
                await lab.UpAsync(new Silence(), token);
                await lab.DownAsync(new Silence(), token);
                Assert.Equal(["end-namespace.sh", "rm", "rm"], controller.Said.TakeLast(3));
                Assert.False(Directory.Exists(place.StateDirectory));
                await lab.DownAsync(new Silence(), token);
                Assert.False((await lab.StatusAsync(token)).IsUp);
            }
        );

    [Fact]
    public void DownAsync_SomethingWasChangedOnANode_EndsWithTheNode() =>
        Run(
            async (lab, controller, place, token) =>
            {
                await lab.UpAsync(new Silence(), token);
                LabJournal
                    .Open(place.JournalPath)
                    .Note("cut a link", new(new("node0"), "ip", ["link", "set", "eth1", "up"]));
                await lab.DownAsync(new Silence(), token);
                Assert.False(Directory.Exists(place.StateDirectory));
            }
        );

    [Theory]
    [InlineData("requirements.sh")]
    [InlineData("prepare.sh")]
    [InlineData("mkdir")]
    [InlineData("network.sh")]
    [InlineData("qemu-system-x86_64")]
    [InlineData("sh")]
    public void UpAsync_ACommandFails_ThrowsAndLeavesNothing(string failing) =>
        Run(
            async (lab, controller, place, token) =>
            {
                controller.Failing = failing;
                LabException error = await ShellTest.ThrowsAsync<LabException>(() =>
                    lab.UpAsync(new Silence(), token)
                );
                Assert.Contains("it cannot", error.Message, StringComparison.Ordinal);
                Assert.False(Directory.Exists(place.StateDirectory));
            }
        );

    [Theory]
    [InlineData("prepare.sh")]
    [InlineData("qemu-system-x86_64")]
    [InlineData("ssh")]
    public void UpAsync_Cancelled_LeavesNothing(string where) =>
        Run(
            async (lab, controller, place, token) =>
            {
                using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(token);
                controller.Before = name =>
                {
                    if (name == where)
                    {
                        cancellation.Cancel();
                    }
                };
                await ShellTest.ThrowsAsync<OperationCanceledException>(() =>
                    lab.UpAsync(new Silence(), cancellation.Token)
                );
                Assert.False(Directory.Exists(place.StateDirectory));
            }
        );

    [Fact]
    public void UpAsync_IsUp_RefusesAndLeavesItUp() =>
        Run(
            async (lab, controller, place, token) =>
            {
                await lab.UpAsync(new Silence(), token);
                await ShellTest.ThrowsAsync<LabException>(() => lab.UpAsync(new Silence(), token));
                Assert.NotEmpty(LabJournal.Open(place.JournalPath).ReadOpen());
            }
        );

    [Fact]
    public void ConnectAsync_IsUp_TellsAgentsAllTheyNeed() =>
        Run(
            async (lab, controller, place, token) =>
            {
                await lab.UpAsync(new Silence(), token);
                LabConnection connection = await lab.ConnectAsync(new(TimeProvider.System), token);
                Lab.Agents.AgentSettings agent = connection.Agents[new("node1")];
                Assert.Equal("node1", agent.Self);
                Assert.Equal(["node0", "node1"], agent.Members);
                Assert.Equal("carry 10.77.0.10 8002", agent.Xl!.MigrationHosts["node0"]);
                Assert.Equal("", agent.Xl.MigrationShell);
                Assert.Equal("10.77.0.10", agent.Ssh.Hosts["node0"].Address);
                Assert.Equal("10.78.0.10", agent.MessageAddresses["node0"]);
                Assert.Equal(["fence", "{host}"], agent.Fence);
                Assert.Equal(new HostName("storage"), connection.Storage);
                Assert.Equal("eth1", connection.Heartbeat.Interface);
            }
        );

    [Fact]
    public void ConnectAsync_IsNotUp_Throws() =>
        Run(
            async (lab, controller, place, token) =>
                await ShellTest.ThrowsAsync<LabException>(() =>
                    lab.ConnectAsync(new(TimeProvider.System), token)
                )
        );

    private static void Run(
        Func<XenNestedLab, FakeController, LabPlace, CancellationToken, Task> body
    )
    {
        string directory = Directory.CreateTempSubdirectory("migsim-nested-").FullName;
        try
        {
            var place = new LabPlace("test", $"{directory}/state", $"{directory}/cache");

            // So that none are built.
            Directory.CreateDirectory(NestedImage.PathIn(place.CacheDirectory));
            var controller = new FakeController(place);
            ShellTest.Run(
                (clock, token) =>
                    body(
                        new(
                            new()
                            {
                                Platform = NestedPlatforms.WithMembers(2),
                                Place = place,
                                AgentProgram = $"{directory}/agent",
                            },
                            controller,
                            clock
                        ),
                        controller,
                        place,
                        token
                    )
            );
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private sealed class Silence : IProgress<string>
    {
        public void Report(string value) { }
    }
}
