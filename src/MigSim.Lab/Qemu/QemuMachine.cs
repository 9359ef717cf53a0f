using MigSim.Lab.Agents;

namespace MigSim.Lab.Qemu;

/// <summary>A machine as it was started; it takes this along to other hosts.</summary>
/// <param name="Machine">What it is.</param>
/// <param name="MemoryBytes">
/// The memory that QEMU gives it: it may differ from what was asked for, and must be the same at both
/// ends of a migration.
/// </param>
internal sealed record QemuMachine(AgentMachine Machine, long MemoryBytes)
{
    private const long BitmapWordBytes = 64 * 4096;
    private const long OddBytes = 8192;

    /// <summary>Chooses how much memory QEMU gives to a machine.</summary>
    /// <remarks>
    /// Before QEMU 9.0 an emulated guest loses writes while it is migrated: dirty bits are cleared
    /// without the processor's emulation being told. It takes a slower way, which does tell, if the
    /// memory is no whole number of words of the dirty bitmap (fixed by commit 03bfc2188f, "physmem: Fix
    /// migration dirty bitmap coherency with TCG memory access").
    /// </remarks>
    /// <param name="machine">The machine.</param>
    /// <param name="accelerator">How it is run, as QEMU names it.</param>
    /// <param name="version">The version of QEMU.</param>
    public static QemuMachine Size(AgentMachine machine, string accelerator, Version version)
    {
        bool losesWrites =
            version < new Version(9, 0)
            && accelerator.Split(',')[0] == "tcg"
            && machine.MemoryBytes % BitmapWordBytes == 0;
        return new(machine, machine.MemoryBytes + (losesWrites ? OddBytes : 0));
    }
}
