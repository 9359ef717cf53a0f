using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Tests.Shell;

namespace MigSim.Lab.Tests.Safety;

/// <summary>A full disk: nothing half-written is ever believed.</summary>
public sealed class FullDiskTests
{
    private static readonly UndoStep Undo = new(ShellTest.Host, "true", []);

    [Fact]
    public void Note_DiskIsFull_ThrowsAndTheJournalStillTellsTheRest()
    {
        using FullDisk disk = FullDisk.Mount();
        LabJournal journal = LabJournal.Open(Path.Combine(disk.Directory, "journal.jsonl"));
        JournalEntry first = journal.Note("first", Undo);
        disk.Fill();
        Assert.Throws<IOException>(() => journal.Note(new string('x', 8192), Undo));
        Assert.Equal([first.Id], journal.Own.Select(entry => entry.Id));
        Assert.Equal([first.Id], journal.ReadOpen().Select(entry => entry.Id));

        disk.Empty();
        JournalEntry last = journal.Note("last", Undo);
        Assert.Equal([first.Id, last.Id], journal.ReadOpen().Select(entry => entry.Id));
    }

    [Fact]
    public void ReadOpen_NoJournal_Throws()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{\"id\":\"1\"}\nnonsense\n");
            Assert.Throws<InvalidDataException>(() => LabJournal.Open(path).ReadOpen());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Record_DiskIsFull_ThrowsAndTheRecordingGoesAsFarAsItGoes()
    {
        using FullDisk disk = FullDisk.Mount();
        string path = Path.Combine(disk.Directory, "recording.jsonl");
        ShellTest.Run(
            async (clock, token) =>
            {
                RemoteCommand small = ShellTest.Sh("echo small");
                RemoteCommand large = ShellTest.Sh("head -c 9000 /dev/zero | tr '\\0' x");
                await using (
                    var file = new FileStream(
                        path,
                        FileMode.Create,
                        FileAccess.Write,
                        FileShare.Read,
                        0
                    )
                )
                {
                    var writer = new StreamWriter(file, bufferSize: 128) { AutoFlush = true };
                    var shell = new RecordingShell(new LocalShell(clock, new()), writer);
                    await shell.ExecuteAsync(ShellTest.Host, small, token);
                    disk.Fill();
                    await ShellTest.ThrowsAsync<IOException>(() =>
                        shell.ExecuteAsync(ShellTest.Host, large, token)
                    );
                }

                using var reader = new StreamReader(path);
                var replay = new ReplayShell(reader);
                ShellResult result = await replay.ExecuteAsync(ShellTest.Host, small, token);
                Assert.Equal("small\n", result.StandardOutput);
                ShellException exception = await ShellTest.ThrowsAsync<ShellException>(() =>
                    replay.ExecuteAsync(ShellTest.Host, large, token)
                );
                Assert.Equal(ShellError.NotRecorded, exception.Error);
            }
        );
    }
}
