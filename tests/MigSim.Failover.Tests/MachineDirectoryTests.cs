using MigSim.Failover.Scripts;
using MigSim.Virtualization;

namespace MigSim.Failover.Tests;

public sealed class MachineDirectoryTests
{
    private readonly Journal _journal = new();

    private MachineDirectory Directory => Cast.Directory(_journal);

    [Fact]
    public void Spec_KnownMachine_IsItsConfiguration() =>
        Assert.Equal(Cast.Vm.Name, Directory.Spec(Cast.Vm.Name).Name);

    [Fact]
    public void Spec_UnknownMachine_Throws() =>
        Assert.Throws<ArgumentException>(() => Directory.Spec(new VmName("other")));

    [Fact]
    public async Task FindAsync_HeldByOneselfToo_OneselfComesFirst()
    {
        _journal.Put(Cast.Vm, Cast.Home).Put(Cast.Vm, Cast.Third);
        Assert.Equal(Cast.Third, await FindAsync(Cast.Third));
        Assert.Equal(Cast.Home, await FindAsync(Cast.Heir));
    }

    [Fact]
    public async Task FindAsync_OnlyACrashedGuestIsLeft_NobodyHoldsIt()
    {
        _journal.Put(Cast.Vm, Cast.Home, VmState.Crashed);
        Assert.Null(await FindAsync(Cast.Heir));
        Assert.Empty(_journal.Lines);
    }

    [Fact]
    public async Task FindAsync_ToolFails_IsNotTakenForAnAbsentMachine()
    {
        var broken = new BrokenTool();
        await Assert.ThrowsAsync<HypervisorException>(() =>
            Directory.FindAsync(Cast.Vm.Name, Cast.Heir, broken, CancellationToken.None)
        );
        Assert.Empty(_journal.Lines);
    }

    [Fact]
    public async Task FindAsync_OneselfIsSilent_IsAFailureAndNoReasonToFenceOneself()
    {
        _journal.Silence(Cast.Heir);
        await Assert.ThrowsAsync<HypervisorException>(() => FindAsync(Cast.Heir));
        Assert.Empty(_journal.Lines);
    }

    [Fact]
    public async Task StartAnewAsync_ACrashedGuestIsLeftAndAHostIsSilent_DestroysItThenCreates()
    {
        _journal.Put(Cast.Vm, Cast.Home, VmState.Crashed).Silence(Cast.Third);
        await Directory.StartAnewAsync(Cast.Vm.Name, Cast.Heir, _journal, CancellationToken.None);
        Assert.Equal(["destroy vm on home", "create vm on heir"], _journal.Lines);
    }

    private Task<HostName?> FindAsync(HostName self) =>
        Directory.FindAsync(Cast.Vm.Name, self, _journal, CancellationToken.None);

    private sealed class BrokenTool : IHypervisor
    {
        public Task<IReadOnlyList<VmStatus>> ListAsync(
            HostName host,
            CancellationToken cancellationToken
        ) => throw new HypervisorException(HypervisorError.ToolFailed, "xl: no such option");

        public Task<VmStatus> CreateAsync(
            VmSpec spec,
            HostName host,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task<MigrationReport> MigrateAsync(
            MigrationRequest request,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
