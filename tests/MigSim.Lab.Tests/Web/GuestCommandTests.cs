using System.Collections.Immutable;
using System.Net;
using MigSim.Lab.Shell;
using MigSim.Lab.Web;
using MigSim.Measurement;

namespace MigSim.Lab.Tests.Web;

public sealed class GuestCommandTests
{
    [Fact]
    public void In_WordsThatAShellWouldRead_AreQuotedForTheGuest()
    {
        var inner = new RemoteCommand("echo", ["a b", "it's; $x"], TimeSpan.FromSeconds(5));

        RemoteCommand command = GuestCommand.In(IPAddress.Parse("10.0.0.7"), inner);

        Assert.Equal("10.0.0.7", command.Arguments[3]);
        Assert.StartsWith(
            """'echo' 'a b' 'it'\''s; $x' </dev/null""",
            command.Arguments[5],
            StringComparison.Ordinal
        );

        // The guest may have to boot first.
        Assert.True(command.Timeout > inner.Timeout);
    }

    [Fact]
    public async Task RunAsync_MachineHasNoHttperf_IsRefused()
    {
        var load = new HttperfLoad(
            new DryRunShell(TextWriter.Null),
            ImmutableSortedDictionary<VmName, IPAddress>.Empty
        );
        var spec = new LoadSpec(
            new("node0"),
            new Uri("http://10.0.0.7/mem"),
            1,
            1,
            1,
            TimeSpan.FromSeconds(1)
        )
        {
            Machine = new("x0"),
        };

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            load.RunAsync(spec, TestContext.Current.CancellationToken)
        );
    }
}
