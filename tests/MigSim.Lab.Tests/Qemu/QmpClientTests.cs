using System.Text.Json;
using MigSim.Lab.Qemu;
using MigSim.Lab.Tests.Shell;

namespace MigSim.Lab.Tests.Qemu;

public sealed class QmpClientTests
{
    private const string Stop =
        """{"timestamp": {"seconds": 1795424000, "microseconds": 250001}, "event": "STOP"}""";

    [Fact]
    public void ExecuteAsync_Answered_GivesWhatIsReturned() =>
        ScriptedQmp.Run(
            """{"return": {"status": "running"}, "id": 2}""" + "\n",
            async (qmp, token) =>
            {
                JsonElement answer = await qmp.ExecuteAsync("query-status", null, token);
                Assert.Equal("running", answer.GetProperty("status").GetString());
            }
        );

    [Fact]
    public void ExecuteAsync_AnEventComesFirst_IsKeptWithItsTime() =>
        ScriptedQmp.Run(
            Stop + "\n" + """{"return": {}, "id": 2}""" + "\n",
            async (qmp, token) =>
            {
                await qmp.ExecuteAsync("stop", null, token);
                QmpEvent? stop = await qmp.NextEventAsync(TimeSpan.FromSeconds(10), token);
                Assert.Equal("STOP", stop!.Name);
                Assert.Equal(1795424000.250001m, stop.At.Ticks / 10_000_000m);
            }
        );

    [Fact]
    public void ExecuteAsync_Refused_SaysWhy() =>
        ScriptedQmp.Run(
            """{"id": 2, "error": {"class": "GenericError", "desc": "Guest is on fire"}}""" + "\n",
            async (qmp, token) =>
            {
                QmpException refusal = await ShellTest.ThrowsAsync<QmpException>(() =>
                    qmp.ExecuteAsync("cont", null, token)
                );
                Assert.True(refusal.IsRefusal);
                Assert.Equal("cont: Guest is on fire", refusal.Message);
            }
        );

    [Theory]
    [InlineData("nonsense\n", "expected JSON")]
    [InlineData("[1, 2]\n", "expected an object")]
    [InlineData("""{"event": "STOP"}""" + "\n", "expected an event with a time stamp")]
    [InlineData(
        """{"event": "STOP", "timestamp": {"seconds": -1, "microseconds": -1}}""" + "\n",
        "expected an event with a time stamp"
    )]
    [InlineData("""{"id": 2}""" + "\n", "expected an answer to stop")]
    [InlineData("""{"return": {}, "id": 7}""" + "\n", "closed the connection")]
    [InlineData("""{"return": {}, "id": 2}""", "closed the connection")]
    [InlineData("", "closed the connection")]
    public void ExecuteAsync_NoAnswer_ClearError(string said, string expected) =>
        ScriptedQmp.Run(
            said,
            async (qmp, token) =>
            {
                QmpException error = await ShellTest.ThrowsAsync<QmpException>(() =>
                    qmp.ExecuteAsync("stop", null, token)
                );
                Assert.Contains(expected, error.Message, StringComparison.Ordinal);
                Assert.False(error.IsRefusal);
            }
        );

    [Fact]
    public void ExecuteAsync_AnEndlessLine_IsRefused() =>
        ScriptedQmp.Run(
            new string('x', (4 << 20) + 1),
            async (qmp, token) =>
            {
                QmpException error = await ShellTest.ThrowsAsync<QmpException>(() =>
                    qmp.ExecuteAsync("stop", null, token)
                );
                Assert.Contains("more than", error.Message, StringComparison.Ordinal);
            }
        );

    [Fact]
    public void ConnectAsync_AnEventBeforeTheGreeting_IsKept() =>
        ScriptedQmp.RunRaw(
            $"{Stop}\n{ScriptedQmp.Greeting}\n{ScriptedQmp.Ready}\n",
            async (connect, token) =>
            {
                await using QmpClient client = await connect();
                QmpEvent? stop = await client.NextEventAsync(TimeSpan.FromSeconds(10), token);
                Assert.Equal("STOP", stop!.Name);
            }
        );

    [Fact]
    public void ConnectAsync_NotQmp_SaysSo() =>
        ScriptedQmp.RunRaw(
            """{"hello": 1}""" + "\n",
            async (connect, _) =>
            {
                QmpException error = await ShellTest.ThrowsAsync<QmpException>(() => connect());
                Assert.Contains("the greeting of QMP", error.Message, StringComparison.Ordinal);
            }
        );

    [Fact]
    public void ConnectAsync_Silent_GivesUpInTime() =>
        ScriptedQmp.RunRaw(
            "",
            async (connect, _) =>
            {
                QmpException error = await ShellTest.ThrowsAsync<QmpException>(() => connect());
                Assert.Contains(
                    "no greeting within 0.3 s",
                    error.Message,
                    StringComparison.Ordinal
                );
            },
            close: false
        );
}
