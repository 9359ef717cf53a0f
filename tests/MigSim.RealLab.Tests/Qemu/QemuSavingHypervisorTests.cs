using MigSim.Contracts;
using MigSim.Virtualization;

namespace MigSim.RealLab.Tests.Qemu;

public sealed class QemuSavingHypervisorTests(QemuPlace place) : SavingHypervisorContract
{
    protected override ITestbedFixture Fixture => new QemuFixture(place);

    [Fact]
    public void SaveAsync_GivenUpInTheMiddle_RunsWhereItWasAndNothingIsSaved() =>
        Fixture.Run(async bed =>
        {
            VmSpec vm = Fixture.Machines[0];
            HostName source = Fixture.Hosts[0];
            await bed.Hypervisor.CreateAsync(vm, source, bed.Token);

            // Until there is something to write.
            await bed.WaitAsync(TimeSpan.FromSeconds(1));
            using var early = CancellationTokenSource.CreateLinkedTokenSource(bed.Token);
            Task saving = bed.SavingHypervisor.SaveAsync(vm.Name, source, false, early.Token);
            await bed.WaitAsync(Fixture.MidMigration);
            early.Cancel();
            bool isCancelled = false;
            try
            {
                await saving;
            }
            catch (OperationCanceledException)
            {
                isCancelled = true;
            }

            Assert.True(isCancelled);
            IReadOnlyList<VmStatus> there = await bed.Hypervisor.ListAsync(source, bed.Token);
            Assert.Equal(VmState.Running, Assert.Single(there).State);
            HypervisorException? refusal = null;
            try
            {
                await bed.SavingHypervisor.RestoreAsync(vm.Name, Fixture.Hosts[1], bed.Token);
            }
            catch (HypervisorException exception)
            {
                refusal = exception;
            }

            Assert.Equal(HypervisorError.NothingSaved, refusal?.Error);
        });
}
