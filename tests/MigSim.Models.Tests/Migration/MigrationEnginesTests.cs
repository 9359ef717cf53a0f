using MigSim.Models.Migration;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Migration;

public sealed class MigrationEnginesTests
{
    private static readonly EngineInputs Inputs = new(new DirtyMemory([], 1), 1e8);

    [Theory]
    [InlineData("xen-legacy", MigrationMode.PreCopy, typeof(PreCopyEngine))]
    [InlineData("xen-legacy", MigrationMode.StopAndCopy, typeof(StopAndCopyEngine))]
    [InlineData("xen-v2", MigrationMode.PreCopy, typeof(PreCopyEngine))]
    [InlineData("xen-2005-adaptive", MigrationMode.PreCopy, typeof(PreCopyEngine))]
    [InlineData("qemu", MigrationMode.PreCopy, typeof(QemuEngine))]
    [InlineData("qemu", MigrationMode.PostCopy, typeof(QemuEngine))]
    [InlineData("qemu", MigrationMode.StopAndCopy, typeof(StopAndCopyEngine))]
    [InlineData("simgrid", MigrationMode.PreCopy, typeof(SimGridEngine))]
    [InlineData("stop-and-copy", MigrationMode.PreCopy, typeof(StopAndCopyEngine))]
    public void Create_KnownName_MakesThatEngine(string name, MigrationMode mode, Type engine) =>
        Assert.IsType(engine, MigrationEngines.ByName[name].Create(mode, Inputs));

    [Theory]
    [InlineData("xen-v2")]
    [InlineData("simgrid")]
    [InlineData("cloudsim")]
    [InlineData("stop-and-copy")]
    public void Create_PostCopyWhereThereIsNone_Throws(string name) =>
        Assert.Throws<ArgumentException>(() =>
            MigrationEngines.ByName[name].Create(MigrationMode.PostCopy, Inputs)
        );
}
