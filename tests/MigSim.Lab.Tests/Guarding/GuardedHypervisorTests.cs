using System.Collections.Immutable;
using System.Net;
using MigSim.Kernel;
using MigSim.Lab.Guarding;
using MigSim.Lab.Tests.Shell;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Guarding;

public sealed class GuardedHypervisorTests
{
    private static readonly ImmutableArray<HostName> Members =
    [
        new("node0"),
        new("node1"),
        new("node2"),
    ];

    private static readonly VmSpec Vm = new(
        new("x0"),
        DataSize.FromMebibytes(64),
        1,
        IPAddress.Loopback,
        new("none", 0, []),
        "xen-v2"
    );

    private static readonly MigrationRequest Request = new(
        Vm.Name,
        Members[0],
        Members[1],
        MigrationMode.PreCopy,
        TimeSpan.FromMinutes(1)
    );

    [Fact]
    public void EveryCall_NothingIsWrong_IsCarriedOut() =>
        Run(
            async (guard, inner) =>
            {
                await guard.CreateAsync(Vm, Members[0], CancellationToken.None);
                await guard.MigrateAsync(Request, CancellationToken.None);
                await guard.SaveAsync(Vm.Name, Members[1], live: false, CancellationToken.None);
                await guard.RestoreAsync(Vm.Name, Members[2], CancellationToken.None);
                Assert.Equal([Members[2]], inner.Places(Vm.Name));
                await guard.ShutDownAsync(Vm.Name, Members[2], CancellationToken.None);
                Assert.Equal(["create", "migrate", "save", "restore", "shutdown"], inner.Calls);
            }
        );

    [Fact]
    public void CreateAsync_IsOnAnotherMember_IsRefused() =>
        Run(
            async (guard, inner) =>
            {
                inner.Put(Members[2], Vm.Name);
                await FailsAsync(HypervisorError.VmExists, Create(guard));
                Assert.Empty(inner.Calls);
            }
        );

    [Fact]
    public void MigrateAsync_IsOnAThirdMember_IsRefused() =>
        Run(
            async (guard, inner) =>
            {
                inner.Put(Members[0], Vm.Name);
                inner.Put(Members[2], Vm.Name);
                await FailsAsync(HypervisorError.VmExists, Migrate(guard));
                Assert.Empty(inner.Calls);
            }
        );

    [Theory]
    [InlineData("create")]
    [InlineData("migrate")]
    [InlineData("restore")]
    public void EveryStart_AMemberIsSilent_IsRefusedUntilItIsFenced(string call) =>
        Run(
            async (guard, inner) =>
            {
                Func<Task> start = call switch
                {
                    "create" => Create(guard),
                    "migrate" => Migrate(guard),
                    _ => () => guard.RestoreAsync(Vm.Name, Members[0], CancellationToken.None),
                };
                if (call == "migrate")
                {
                    inner.Put(Members[0], Vm.Name);
                }

                inner.Silent.Add(Members[2]);
                await FailsAsync(HypervisorError.HostUnreachable, start);
                Assert.Empty(inner.Calls);

                guard.NoteFenced(Members[2]);
                await start();
                Assert.Equal([call], inner.Calls);
            }
        );

    [Fact]
    public void CreateAsync_FencedMemberCameBackAndIsSilentAgain_IsRefused() =>
        Run(
            async (guard, inner) =>
            {
                guard.NoteFenced(Members[2]);
                inner.Put(Members[1], Vm.Name);
                await FailsAsync(HypervisorError.VmExists, Create(guard));
                inner.Remove(Members[1], Vm.Name);
                inner.Silent.Add(Members[2]);
                await FailsAsync(HypervisorError.HostUnreachable, Create(guard));
                Assert.Empty(inner.Calls);
            }
        );

    [Theory]
    [InlineData("create")]
    [InlineData("migrate")]
    [InlineData("restore")]
    public void EveryStart_ItIsOnTwoHostsAfterwards_IsFound(string call) =>
        Run(
            async (guard, inner) =>
            {
                inner.AfterCall = () => inner.Put(Members[2], Vm.Name);
                if (call == "migrate")
                {
                    inner.Put(Members[0], Vm.Name);
                }

                Func<Task> start = call switch
                {
                    "create" => Create(guard),
                    "migrate" => Migrate(guard),
                    _ => () => guard.RestoreAsync(Vm.Name, Members[0], CancellationToken.None),
                };
                HypervisorException exception = await ShellTest.ThrowsAsync<HypervisorException>(
                    start
                );
                Assert.Contains("at once", exception.Message, StringComparison.Ordinal);
            }
        );

    private static Func<Task> Create(GuardedHypervisor guard) =>
        () => guard.CreateAsync(Vm, Members[0], CancellationToken.None);

    private static Func<Task> Migrate(GuardedHypervisor guard) =>
        () => guard.MigrateAsync(Request, CancellationToken.None);

    private static async Task FailsAsync(HypervisorError error, Func<Task> call)
    {
        HypervisorException exception = await ShellTest.ThrowsAsync<HypervisorException>(call);
        Assert.Equal(error, exception.Error);
    }

    private static void Run(Func<GuardedHypervisor, ListedHypervisor, Task> body)
    {
        var loop = new SimulationLoop(new SimulationOptions { Seed = 1 });
        var inner = new ListedHypervisor();
        loop.Run(_ => body(new(inner, Members), inner), CancellationToken.None);
    }
}
