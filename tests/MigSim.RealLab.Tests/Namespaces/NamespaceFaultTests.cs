using System.Globalization;
using System.Text.RegularExpressions;
using MigSim.Faults;
using MigSim.Lab.Faults;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.Units;

namespace MigSim.RealLab.Tests.Namespaces;

public sealed class NamespaceFaultTests
{
    private static readonly HostName Host = TestLab.Members[0];
    private static readonly LinkName Lan = LinkName.Of(Host, NetworkName.Lan);

    [Fact]
    public void InjectAsync_HostCrash_AllOfItIsGoneUntilHealedAndItsFilesStay() =>
        RunFaults(
            async (lab, connection, faults, token) =>
            {
                await RunAsync(
                    connection,
                    Host,
                    "setsid sleep 1000 >/dev/null 2>&1 & echo kept >/etc/kept; : >/run/lost",
                    token
                );
                Assert.Equal(0, await PingAsync(connection, Host, token));
                TimeSpan begin = lab.Clock.Now;
                IFaultHandle first = await faults.InjectAsync(new Fault.HostCrash(Host), token);
                TimeSpan off = lab.Clock.Now - begin;
                IFaultHandle second = await faults.InjectAsync(new Fault.HostCrash(Host), token);
                ShellException gone = await Assert.ThrowsAsync<ShellException>(() =>
                    connection.Shell.ExecuteAsync(Host, TestLab.Sh("true"), token)
                );
                Assert.Equal(ShellError.HostUnreachable, gone.Error);
                Assert.NotEqual(0, await PingAsync(connection, Host, token));
                await second.DisposeAsync();
                await second.DisposeAsync();
                Assert.NotEqual(0, await PingAsync(connection, Host, token));
                begin = lab.Clock.Now;
                await first.DisposeAsync();
                MeasurementLog.Note(
                    $"power off {off.TotalSeconds:0.00} s, on {(lab.Clock.Now - begin).TotalSeconds:0.00} s"
                );
                Assert.Equal(0, await PingAsync(connection, Host, token));
                Assert.Equal(
                    "kept\nno\n0\n",
                    await RunAsync(
                        connection,
                        Host,
                        "cat /etc/kept; [ -e /run/lost ] || echo no; ps -e -o args | grep -c '^sleep 1000'",
                        token
                    )
                );
                Assert.Empty(connection.Journal.Own);
            }
        );

    [Fact]
    public void ExecuteAsync_TheHostCrashesMeanwhile_IsUnreachable() =>
        RunFaults(
            async (lab, connection, faults, token) =>
            {
                Task<ShellResult> running = connection.Shell.ExecuteAsync(
                    Host,
                    TestLab.Sh("sleep 60"),
                    token
                );
                await lab.Clock.DelayAsync(TimeSpan.FromSeconds(0.5), token);
                await using IFaultHandle crash = await faults.InjectAsync(
                    new Fault.HostCrash(Host),
                    token
                );
                ShellException gone = await Assert.ThrowsAsync<ShellException>(() => running);
                Assert.Equal(ShellError.HostUnreachable, gone.Error);
            }
        );

    [Fact]
    public void Fence_CalledByAnotherMember_PowersTheHostOff() =>
        RunFaults(
            async (lab, connection, faults, token) =>
            {
                HostName caller = TestLab.Members[1];
                string[] words =
                [
                    .. connection
                        .Agents[caller]
                        .Fence.Select(word =>
                            word.Replace("{host}", Host.Value, StringComparison.Ordinal)
                        ),
                ];
                for (int times = 0; times < 2; times++)
                {
                    ShellResult fenced = await connection.Shell.ExecuteAsync(
                        caller,
                        new(words[0], words[1..], TimeSpan.FromSeconds(30)),
                        token
                    );
                    Assert.Equal((0, ""), (fenced.ExitCode, fenced.StandardError));
                    LabStatus status = await lab.Lab.StatusAsync(token);
                    Assert.Equal(
                        [Host],
                        status.Hosts.Where(host => !host.IsUp).Select(host => host.Host)
                    );
                }

                await connection.Power!.OnAsync(Host, token);
                Assert.Equal(0, await PingAsync(connection, Host, token));
            }
        );

    [Fact]
    public void InjectAsync_LinkDown_OnlyThatLinkCarriesNothing() =>
        RunFaults(
            async (lab, connection, faults, token) =>
            {
                var cut = new Fault.LinkDown(Lan);
                IFaultHandle handle = await faults.InjectAsync(cut, token);
                Assert.Single(connection.Journal.Own);
                Assert.NotEqual(0, await PingAsync(connection, Host, token));
                Assert.Equal(
                    "0\n",
                    await RunAsync(
                        connection,
                        TestLab.Members[1],
                        "ping -c 1 -W 2 10.77.0.10 >/dev/null; echo $?",
                        token
                    )
                );
                IFaultHandle crash = await faults.InjectAsync(new Fault.HostCrash(Host), token);
                await crash.DisposeAsync();
                Assert.NotEqual(0, await PingAsync(connection, Host, token));
                await handle.DisposeAsync();

                // The kernel looks after links once in a second.
                await lab.Clock.DelayAsync(TimeSpan.FromSeconds(1.2), token);
                Assert.Equal(0, await PingAsync(connection, Host, token));
                Assert.Empty(connection.Journal.Own);
            }
        );

    [Fact]
    public void InjectAsync_LinkDegraded_IsSlowerUntilHealed() =>
        RunFaults(
            async (lab, connection, faults, token) =>
            {
                double healthy = await RateAsync(connection, token);
                double slow;
                await using (
                    await faults.InjectAsync(
                        new Fault.LinkDegraded(Lan, DataRate.FromMegabitsPerSecond(100)),
                        token
                    )
                )
                {
                    slow = await RateAsync(connection, token);
                }

                double healed = await RateAsync(connection, token);
                MeasurementLog.Note(
                    $"{healthy:0} Mbit/s, degraded to 100: {slow:0}, healed: {healed:0}"
                );
                Assert.InRange(slow, 70, 101);
                Assert.InRange(healthy, 200, 1001);
                Assert.InRange(healed, 200, 1001);
            }
        );

    [Fact]
    public void Supports_WhatIsNotThere_IsFalse() =>
        RunFaults(
            (lab, connection, faults, token) =>
            {
                Assert.False(faults.Supports(new Fault.HostCrash(TestLab.Storage)));
                Assert.False(faults.Supports(new Fault.HostCrash(new("no-such-host"))));
                Assert.False(faults.Supports(new Fault.LinkDown(new("no-such-link"))));
                Assert.False(faults.Supports(new Fault.VmCrash(new("x0"), Host)));
                return Task.CompletedTask;
            }
        );

    private static void RunFaults(
        Func<TestLab, LabConnection, LabFaultInjector, CancellationToken, Task> body
    ) =>
        TestLab.RunUp(
            (lab, connection, token) =>
                body(lab, connection, new LabFaultInjector(connection, lab.Clock), token)
        );

    private static async Task<int> PingAsync(
        LabConnection connection,
        HostName target,
        CancellationToken token
    )
    {
        ShellResult result = await connection.Shell.ExecuteAsync(
            TestLab.Storage,
            TestLab.Sh("ping -c 1 -W 1 \"$1\"", target.Value),
            token
        );
        return result.ExitCode;
    }

    private static async Task<string> RunAsync(
        LabConnection connection,
        HostName host,
        string script,
        CancellationToken token
    )
    {
        ShellResult result = await connection.Shell.ExecuteAsync(host, TestLab.Sh(script), token);
        Assert.Equal("", result.StandardError);
        return result.StandardOutput;
    }

    /// <summary>Gets the payload in Mbit/s that a connection carries from the member to storage.</summary>
    private static async Task<double> RateAsync(LabConnection connection, CancellationToken token)
    {
        const string receive =
            "exec 5<>/dev/tcp/192.168.77.10/7700; head -c 40000000 <&5 >/dev/null";
        const string send =
            "import socket; s = socket.create_server(('', 7700)); s.settimeout(20); c, _ = s.accept(); c.sendall(bytes(40000000)); c.close()";
        Task<ShellResult> sending = connection.Shell.ExecuteAsync(
            Host,
            new("python3", ["-c", send], TimeSpan.FromSeconds(60)),
            token
        );
        ShellResult result = await connection.Shell.ExecuteAsync(
            TestLab.Storage,
            new(
                "bash",
                ["-c", $"sleep 1; TIMEFORMAT=%R; time {{ {receive}; }}"],
                TimeSpan.FromSeconds(60)
            ),
            token
        );
        ShellResult sent = await sending;
        Assert.Equal((0, ""), (sent.ExitCode, sent.StandardError));
        double seconds = double.Parse(
            Regex.Match(result.StandardError, "[0-9.]+").Value,
            CultureInfo.InvariantCulture
        );
        return 40 * 8 / seconds;
    }
}
