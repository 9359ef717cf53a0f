using MigSim.Fakes;
using MigSim.Reporting.Folders;

namespace MigSim.Reporting.Tests.Folders;

public sealed class StagedFolderTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Commit_NewFolder_AppearsWithItsFiles()
    {
        using (StagedFolder folder = StagedFolder.Create(_place["a/b/run"]))
        {
            File.WriteAllText(Path.Combine(folder.Path, "report.json"), "{}");
            Assert.False(Directory.Exists(_place["a/b/run"]));
            folder.Commit();
        }

        Assert.Equal(["a", "a/b", "a/b/run", "a/b/run/report.json"], _place.Entries);
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesNothingNotEvenParents()
    {
        using (StagedFolder folder = StagedFolder.Create(_place["a/b/run"]))
        {
            File.WriteAllText(Path.Combine(folder.Path, "report.json"), "{}");
        }

        Assert.Empty(_place.Entries);
    }

    [Fact]
    public void Dispose_ParentHoldsSomethingElse_ParentStays()
    {
        using (StagedFolder.Create(_place["a/run"]))
        {
            File.WriteAllText(_place["a/other"], "");
        }

        Assert.Equal(["a", "a/other"], _place.Entries);
    }

    [Fact]
    public void Commit_OlderRunThere_IsReplacedAsAWhole()
    {
        Directory.CreateDirectory(_place["run"]);
        File.WriteAllText(_place["run/report.json"], "old");
        File.WriteAllText(_place["run/only-old"], "old");

        using (StagedFolder folder = StagedFolder.Create(_place["run"]))
        {
            File.WriteAllText(Path.Combine(folder.Path, "report.json"), "new");
            Assert.Equal("old", File.ReadAllText(_place["run/report.json"]));
            folder.Commit();
        }

        Assert.Equal(["run", "run/report.json"], _place.Entries);
        Assert.Equal("new", File.ReadAllText(_place["run/report.json"]));
    }

    [Fact]
    public void Create_FolderOfSomethingElseThere_IsRefusedAndKept()
    {
        Directory.CreateDirectory(_place["home"]);
        File.WriteAllText(_place["home/letter"], "");

        Assert.Throws<IOException>(() => StagedFolder.Create(_place["home"]));
        Assert.Equal(["home", "home/letter"], _place.Entries);
    }

    [Fact]
    public void Create_StudyFolderThere_IsRefused()
    {
        Directory.CreateDirectory(_place["study/point"]);
        File.WriteAllText(_place["study/report.json"], "");

        Assert.Throws<IOException>(() => StagedFolder.Create(_place["study"]));
    }

    [Fact]
    public void Create_CurrentDirectory_IsRefused() =>
        Assert.Throws<IOException>(() => StagedFolder.Create("."));

    [Fact]
    public void Create_FileThere_IsRefused()
    {
        File.WriteAllText(_place["file"], "");

        Assert.Throws<IOException>(() => StagedFolder.Create(_place["file"]));
        Assert.ThrowsAny<IOException>(() => StagedFolder.Create(_place["file/run"]));
    }
}
