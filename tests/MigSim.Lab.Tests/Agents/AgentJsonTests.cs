using System.Text.Json;
using MigSim.Lab.Agents;

namespace MigSim.Lab.Tests.Agents;

public sealed class AgentJsonTests
{
    private const string Shortest = """
        { "self": "node0", "members": ["node0"], "ssh": {}, "messageAddresses": {},
          "machines": [ { "name": "x0", "memoryBytes": 4096, "address": "10.0.0.1" } ],
          "qemu": { "kernel": "/k", "initrd": "/i", "migrationAddresses": {}, "stateHost": "s" } }
        """;

    [Fact]
    public void Deserialize_WhatIsNotSaid_HasItsDefault()
    {
        AgentSettings read = JsonSerializer.Deserialize(Shortest, AgentJson.Default.AgentSettings)!;
        Assert.Equal("live-migrate", read.Script);
        Assert.Equal(4694, read.MessagePort);
        Assert.Equal(600, read.MigrationTimeoutSeconds);
        Assert.Empty(read.Fence);
        Assert.Empty(read.Ssh.Hosts);
        Assert.Equal("/usr/local/sbin/migsim-agent", read.Ssh.AgentProgram);
        Assert.Equal("tcg", read.Qemu!.Accelerator);
        Assert.Equal(300, read.Qemu.DowntimeLimitMilliseconds);
        Assert.False(read.Qemu.Migration.AutoConverge);
        Assert.Equal(1, read.Machines[0].VirtualCpus);
        Assert.Empty(read.Machines[0].Writes);
    }

    [Fact]
    public void Deserialize_UnknownField_Throws() =>
        Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize(
                Shortest.Replace("\"self\"", "\"slef\"", StringComparison.Ordinal),
                AgentJson.Default.AgentSettings
            )
        );
}
