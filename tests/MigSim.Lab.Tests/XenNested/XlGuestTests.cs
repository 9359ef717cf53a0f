using MigSim.Lab.Agents;
using MigSim.Lab.XenNested;

namespace MigSim.Lab.Tests.XenNested;

public sealed class XlGuestTests
{
    private static readonly AgentMachine Machine = new()
    {
        Name = "x0",
        MemoryBytes = 96L << 20,
        Address = "10.77.0.50",
        Writes = [new(2048, 0.1), new(64, 25)],
    };

    [Fact]
    public void Configuration_AMachine_IsAPvhGuestThatWritesItsPages() =>
        Assert.Equal(
            """
            name = "x0"
            type = "pvh"
            kernel = "/var/lib/migsim/vmlinux.gz"
            ramdisk = "/var/lib/migsim/guest.cpio.gz"
            cmdline = "console=hvc0 quiet mitigations=off migsim.name=x0 migsim.address=10.77.0.50/24 migsim.write=2048x0.1,64x25"
            memory = 96
            maxmem = 96
            vcpus = 1
            vif = [ "mac=00:16:3e:4d:00:32,bridge=xenbr0,script=vif-quick" ]
            # An emulated processor has no instruction that an emulated time stamp counter needs.
            tsc_mode = "native"
            on_poweroff = "destroy"
            on_reboot = "restart"
            on_crash = "destroy"

            """,
            XlGuest.Configuration(Machine)
        );

    [Fact]
    public void Configuration_NothingToWrite_SaysNothingOfIt() =>
        Assert.DoesNotContain(
            "migsim.write",
            XlGuest.Configuration(Machine with { Writes = [] }),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("x0\"", "10.77.0.50")]
    [InlineData("x0 y", "10.77.0.50")]
    [InlineData("", "10.77.0.50")]
    [InlineData("-x", "10.77.0.50")]
    [InlineData("x0", "10.77.0.50 init=/bin/sh")]
    [InlineData("x0", "10.77.50")]
    [InlineData("x0", "fe80::1")]
    public void Configuration_CannotBeWritten_Throws(string name, string address) =>
        Assert.Throws<ArgumentException>(() =>
            XlGuest.Configuration(Machine with { Name = name, Address = address })
        );

    [Fact]
    public void Configuration_ADisk_Throws() =>
        Assert.Throws<ArgumentException>(() =>
            XlGuest.Configuration(Machine with { Disk = "iscsi://10.77.0.9/x/1" })
        );
}
