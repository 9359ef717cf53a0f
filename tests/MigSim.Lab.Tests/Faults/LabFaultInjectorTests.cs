using System.Collections.Immutable;
using MigSim.Faults;
using MigSim.Lab.Faults;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Tests.Safety;
using MigSim.Lab.Tests.Shell;
using MigSim.Units;

namespace MigSim.Lab.Tests.Faults;

public sealed class LabFaultInjectorTests : IDisposable
{
    private static readonly HostName Host = new("node0");
    private static readonly LinkName Lan = new("node0-lan");

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeShell _shell = new();
    private readonly FakePower _power = new();

    [Fact]
    public void InjectAsync_ALinkOfARealHost_IsCutAndHealedByTheLastHandle() =>
        Run(
            async (injector, journal, token) =>
            {
                var fault = new Fault.LinkDown(Lan);
                IFaultHandle first = await injector.InjectAsync(fault, token);
                IFaultHandle second = await injector.InjectAsync(fault, token);
                Assert.Equal(["ip link set eno1 down"], Commands());
                Assert.Equal("ip", Assert.Single(journal.ReadOpen()).Undo.Program);
                await second.DisposeAsync();
                await second.DisposeAsync();
                Assert.Single(Commands());
                await first.DisposeAsync();
                Assert.Equal(["ip link set eno1 down", "ip link set eno1 up"], Commands());
                Assert.Empty(journal.ReadOpen());
            }
        );

    [Fact]
    public void InjectAsync_AHostCrash_SwitchesItsPower() =>
        Run(
            async (injector, _, token) =>
            {
                IFaultHandle first = await injector.InjectAsync(new Fault.HostCrash(Host), token);
                IFaultHandle second = await injector.InjectAsync(new Fault.HostCrash(Host), token);
                await first.DisposeAsync();
                Assert.Equal(["off node0"], _power.Calls);
                await second.DisposeAsync();
                Assert.Equal(["off node0", "on node0"], _power.Calls);
            }
        );

    [Fact]
    public void InjectAsync_ASlowLink_GetsItsOwnQueueBackAtBothEnds() =>
        Run(
            async (injector, journal, token) =>
            {
                var fault = new Fault.LinkDegraded(Lan, DataRate.FromMegabitsPerSecond(100));
                IFaultHandle handle = await injector.InjectAsync(fault, token);
                Assert.Equal(2, journal.ReadOpen().Length);
                await handle.DisposeAsync();
                string[] commands = Commands();
                Assert.Equal(
                    "tc qdisc replace dev eno1 root tbf rate 100000000bit burst 16000b limit 131072b",
                    commands[0]
                );
                Assert.Equal("enter tc qdisc replace dev p0 root tbf as it was", commands[2]);
                Assert.EndsWith("eno1", commands[3]);
                Assert.Contains("qdisc delete", commands[3]);
                Assert.Empty(journal.ReadOpen());
            }
        );

    [Fact]
    public void InjectAsync_TheCommandFails_StaysInTheJournal() =>
        Run(
            async (injector, journal, token) =>
            {
                _shell.ExitCode = (_, _) => 1;
                await Assert.ThrowsAsync<LabException>(() =>
                    injector.InjectAsync(new Fault.LinkDown(Lan), token)
                );
                Assert.Single(journal.ReadOpen());
            }
        );

    [Fact]
    public void InjectAsync_WhatIsNotSupported_ThrowsAndRunsNothing() =>
        Run(
            async (injector, journal, token) =>
            {
                Fault[] impossible =
                [
                    new Fault.LinkDown(new("node0-lan; reboot")),
                    new Fault.HostCrash(new("stranger")),
                    new Fault.VmCrash(new("x0"), Host),
                    new Fault.ClusterManagerCrash(new("stranger")),
                    new Fault.LinkDegraded(Lan, DataRate.FromBitsPerSecond(0)),
                ];
                foreach (Fault fault in impossible)
                {
                    Assert.False(injector.Supports(fault));
                    await Assert.ThrowsAsync<NotSupportedException>(() =>
                        injector.InjectAsync(fault, token)
                    );
                }

                Assert.Empty(_shell.Commands);
                Assert.Empty(journal.ReadOpen());
            }
        );

    public void Dispose() => _directory.Dispose();

    private string[] Commands() => [.. _shell.Commands.Select(run => run.Command.ToString())];

    private void Run(Func<LabFaultInjector, LabJournal, CancellationToken, Task> body) =>
        ShellTest.Run(
            (clock, token) =>
            {
                LabJournal journal = LabJournal.Open(Path.Combine(_directory.Path, "journal"));
                var connection = new LabConnection
                {
                    Shell = _shell,
                    Power = _power,
                    Members = [Host],
                    Storage = new("storage"),
                    Agents = ImmutableSortedDictionary<HostName, Lab.Agents.AgentSettings>.Empty,
                    AgentProgram = "/agent",
                    Heartbeat = new()
                    {
                        Interface = "eth1",
                        Addresses = ImmutableSortedDictionary<HostName, string>.Empty,
                    },
                    Journal = journal,
                    Links =
                    [
                        new(
                            Lan,
                            [
                                new(Host, [], "eno1", []),
                                new(
                                    LabHosts.Controller,
                                    ["enter"],
                                    "p0",
                                    ["tbf", "as", "it", "was"]
                                ),
                            ]
                        ),
                    ],
                };
                return body(new LabFaultInjector(connection, clock), journal, token);
            }
        );

    private sealed class FakePower : IPowerSwitch
    {
        public List<string> Calls { get; } = [];

        public Task OffAsync(HostName host, CancellationToken cancellationToken)
        {
            Calls.Add($"off {host}");
            return Task.CompletedTask;
        }

        public Task OnAsync(HostName host, CancellationToken cancellationToken)
        {
            Calls.Add($"on {host}");
            return Task.CompletedTask;
        }
    }
}
