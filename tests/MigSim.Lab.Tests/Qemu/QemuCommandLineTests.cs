using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Guests;
using MigSim.Lab.Qemu;

namespace MigSim.Lab.Tests.Qemu;

public sealed class QemuCommandLineTests
{
    private static readonly AgentMachine Machine = new()
    {
        Name = "x0",
        MemoryBytes = 128 << 20,
        Address = "10.0.0.50",
        Writes = [new(2048, 0.5), new(16, 40)],
        Disk = "iscsi://10.0.0.9/iqn.2026-11.lab:x0,1/1",
    };

    [Theory]
    [InlineData("tcg", "7.2", 128 << 20, (128 << 20) + 8192)]
    [InlineData("tcg,thread=multi", "8.2", 128 << 20, (128 << 20) + 8192)]
    [InlineData("tcg", "9.0", 128 << 20, 128 << 20)]
    [InlineData("kvm", "7.2", 128 << 20, 128 << 20)]
    [InlineData("tcg", "7.2", (128 << 20) + 4096, (128 << 20) + 4096)]
    public void Size_EmulatedBefore9_IsOdd(
        string accelerator,
        string version,
        long asked,
        long given
    )
    {
        AgentMachine machine = Machine with { MemoryBytes = asked };
        QemuMachine sized = QemuMachine.Size(machine, accelerator, Version.Parse(version));
        Assert.Equal(given, sized.MemoryBytes);
        Assert.Equal(asked, sized.Machine.MemoryBytes);
    }

    [Fact]
    public void Compose_Commas_StayInTheirValue() =>
        Assert.Contains(
            "if=none,id=disk,format=raw,cache=none,file=iscsi://10.0.0.9/iqn.2026-11.lab:x0,,1/1",
            Compose(isIncoming: false)
        );

    [Fact]
    public void Compose_Always_WaitsToBeToldToRun()
    {
        Assert.Contains("-S", Compose(isIncoming: false));
        Assert.Contains("-S", Compose(isIncoming: true));
        Assert.Contains("defer", Compose(isIncoming: true));
        Assert.DoesNotContain("-incoming", Compose(isIncoming: false));
    }

    [Fact]
    public void Interface_LongNames_FitAndDiffer()
    {
        string[] names = [.. Enumerable.Range(0, 9).Select(i => $"a-machine-of-a-long-name-{i}")];
        string[] cards = [.. names.Select(QemuCommandLine.Interface)];
        Assert.All(cards, card => Assert.InRange(card.Length, 1, 15));
        Assert.Distinct(cards);
        Assert.Equal("vm-x0", QemuCommandLine.Interface("x0"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("-x")]
    [InlineData("x0;reboot")]
    [InlineData("x0.lock")]
    public void Directory_OddName_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => QemuDirectory.Of("/run/migsim", new(name)));

    [Fact]
    public void KernelArguments_Machine_SayWhatItIs()
    {
        string line = GuestKernelArguments.Compose(Machine, "ttyS0");
        Assert.StartsWith("console=ttyS0 ", line, StringComparison.Ordinal);
        Assert.EndsWith(
            "migsim.address=10.0.0.50/24 migsim.writes=2048:0.5,16:40",
            line,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() =>
            GuestKernelArguments.Compose(Machine with { Address = "10.0.0.1 init=/bin/sh" }, "hvc0")
        );
    }

    private static IReadOnlyList<string> Compose(bool isIncoming) =>
        QemuCommandLine.Compose(
            new()
            {
                Kernel = "/k",
                Initrd = "/i",
                Bridge = "br0",
                MigrationAddresses = ImmutableSortedDictionary<string, string>.Empty,
                StateHost = "storage",
            },
            new(Machine, Machine.MemoryBytes),
            QemuDirectory.Of("/run/migsim/qemu", new("x0")),
            isIncoming
        );
}
