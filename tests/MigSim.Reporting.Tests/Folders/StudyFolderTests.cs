using MigSim.Fakes;
using MigSim.Reporting.Folders;

namespace MigSim.Reporting.Tests.Folders;

public sealed class StudyFolderTests
{
    [Theory]
    [InlineData(null, 1, "runs/s/base/sim-7")]
    [InlineData(null, 2, "runs/s/base/sim-7")]
    [InlineData("out", 1, "out")]
    [InlineData("out", 2, "out/base/sim-7")]
    public void RunPath_ByOutputAndNumberOfRuns(string? output, int runCount, string path) =>
        Assert.Equal(path, new StudyFolder("s", output, runCount).RunPath("base", "sim", 7));

    [Fact]
    public void RunPath_PointWithSlash_IsOneFolder() =>
        Assert.Equal(
            "out/rate=1Gbit-s/sim-1",
            new StudyFolder("s", "out", 2).RunPath("rate=1Gbit/s", "sim", 1)
        );

    [Fact]
    public void Prepare_NothingWrittenLater_NothingLeft()
    {
        using var place = new TemporaryFolder();

        CreatedParents parents = new StudyFolder("s", place["a/out"], 2).Prepare();
        Assert.Equal(["a", "a/out"], place.Entries);
        parents.RemoveIfEmpty();

        Assert.Empty(place.Entries);
    }
}
