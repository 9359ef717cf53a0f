using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.RealLab.Tests.Namespaces;

public sealed class NamespaceLabTests
{
    [Fact]
    public void UpAsync_ThenDown_LeavesTheMachineAsItWas() =>
        TestLab.Run(
            async (lab, token) =>
            {
                string[] devices = Directory.GetFileSystemEntries("/sys/class/net");
                TimeSpan begin = lab.Clock.Now;
                await lab.Lab.UpAsync(TestLab.Silence, token);
                TimeSpan up = lab.Clock.Now - begin;
                LabStatus status = await lab.Lab.StatusAsync(token);
                Assert.True(status.IsUp);
                Assert.Equal(
                    [.. TestLab.Members, TestLab.Storage],
                    status.Hosts.Select(host => host.Host)
                );
                Assert.All(status.Hosts, host => Assert.True(host.IsUp, host.Detail));
                string[] networks = MachineTraces.Networks(lab.Place);
                Assert.Equal(status.Hosts.Length, networks.Distinct().Count());
                Assert.Equal(devices, Directory.GetFileSystemEntries("/sys/class/net"));
                begin = lab.Clock.Now;
                await lab.Lab.DownAsync(TestLab.Silence, token);
                MeasurementLog.Note(
                    $"up {up.TotalSeconds:0.00} s, down {(lab.Clock.Now - begin).TotalSeconds:0.00} s"
                );
                Assert.False((await lab.Lab.StatusAsync(token)).IsUp);
                MachineTraces.AssertNone(lab.Place, networks);
                await lab.Lab.DownAsync(TestLab.Silence, token);
            }
        );

    [Fact]
    public void Hosts_Up_ReachEachOtherByPingAndSsh() =>
        TestLab.RunUp(
            async (lab, connection, token) =>
            {
                foreach (HostName host in TestLab.Members)
                {
                    ShellResult ping = await connection.Shell.ExecuteAsync(
                        TestLab.Storage,
                        TestLab.Sh("ping -c 1 -W 2 \"$1\"", host.Value),
                        token
                    );
                    Assert.Equal((0, ""), (ping.ExitCode, ping.StandardError));
                    ShellResult name = await connection.Shell.ExecuteAsync(
                        host,
                        TestLab.Sh("hostname; ps -e | wc -l"),
                        token
                    );
                    Assert.StartsWith(
                        host.Value + "\n",
                        name.StandardOutput,
                        StringComparison.Ordinal
                    );
                }

                var agent = connection.Agents[TestLab.Members[0]];
                foreach ((string name, var reach) in agent.Ssh.Hosts)
                {
                    string options = string.Join(' ', reach.Options.Select(o => $"-o {o}"));
                    ShellResult result = await connection.Shell.ExecuteAsync(
                        TestLab.Members[0],
                        TestLab.Sh(
                            $"ssh -o BatchMode=yes {options} -i {reach.IdentityFile} {reach.User}@{reach.Address} hostname"
                        ),
                        token
                    );
                    Assert.Equal((name + "\n", ""), (result.StandardOutput, result.StandardError));
                }
            }
        );
}
