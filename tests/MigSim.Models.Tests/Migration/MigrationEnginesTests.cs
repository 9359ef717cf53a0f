using MigSim.Models.Migration;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Migration;

public sealed class MigrationEnginesTests
{
    private static readonly DirtyMemory Memory = new([], 1);

    [Theory]
    [InlineData("xen-legacy", MigrationMode.PreCopy, typeof(PreCopyEngine))]
    [InlineData("xen-legacy", MigrationMode.StopAndCopy, typeof(StopAndCopyEngine))]
    [InlineData("stop-and-copy", MigrationMode.PreCopy, typeof(StopAndCopyEngine))]
    public void Create_KnownName_MakesThatEngine(string name, MigrationMode mode, Type engine) =>
        Assert.IsType(engine, MigrationEngines.Create(name, mode, Memory));

    [Fact]
    public void Create_UnknownName_ThrowsAndNamesIt()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            MigrationEngines.Create("xen-lagecy", MigrationMode.PreCopy, Memory)
        );
        Assert.Contains("xen-lagecy", exception.Message, StringComparison.Ordinal);
    }
}
