using CsCheck;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;

namespace MigSim.Lab.Tests.Safety;

public sealed class LabJournalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string JournalPath => Path.Combine(_directory.Path, "state", "journal.jsonl");

    [Fact]
    public void ReadOpen_NotedAndSettled_OnlyWhatIsOpenOldestFirst()
    {
        LabJournal journal = LabJournal.Open(JournalPath);
        Assert.Empty(journal.ReadOpen());
        JournalEntry first = journal.Note("first", Undo("1"));
        JournalEntry second = journal.Note("second", Undo("2"));
        JournalEntry third = journal.Note("third", Undo("3"));
        journal.Settle(second);
        Assert.Equal([first.Id, third.Id], journal.ReadOpen().Select(entry => entry.Id));
        Assert.Equal(["first", "third"], journal.Own.Select(entry => entry.What));
        Assert.Equal(["1"], LabJournal.Open(JournalPath).ReadOpen()[0].Undo.Arguments);
    }

    [Fact]
    public void ReadOpen_AnyCutOfTheFile_IsABeginningOfTheWhole()
    {
        LabJournal journal = LabJournal.Open(JournalPath);
        journal.Note("a", Undo("1"));
        journal.Settle(journal.Note("b", Undo("2")));
        journal.Note("c", Undo("ä\n'\""));
        byte[] whole = File.ReadAllBytes(JournalPath);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(JournalPath, whole[..length]);
            string[] open = [.. LabJournal.Open(JournalPath).ReadOpen().Select(e => e.What)];
            Assert.Contains(string.Concat(open), new[] { "", "a", "ab", "ac" });
        }
    }

    [Fact]
    public void Note_AfterATornLine_IsReadAllTheSame()
    {
        LabJournal journal = LabJournal.Open(JournalPath);
        journal.Note("a", Undo("1"));
        File.AppendAllText(JournalPath, "{\"id\":\"7.");
        Assert.Equal(["a"], journal.ReadOpen().Select(entry => entry.What));
        LabJournal later = LabJournal.Open(JournalPath);
        later.Note("b", Undo("2"));
        Assert.Equal(["a", "b"], later.ReadOpen().Select(entry => entry.What));
    }

    [Fact]
    public void ReadOpen_NoJournal_NamesTheLine()
    {
        LabJournal journal = LabJournal.Open(JournalPath);
        journal.Note("a", Undo("1"));
        File.AppendAllText(JournalPath, "\nnot a journal\n");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => journal.ReadOpen());
        Assert.Contains("line 4", error.Message);
    }

    [Fact]
    public void Note_TwoHolders_EachUndoesItsOwn()
    {
        LabJournal one = LabJournal.Open(JournalPath);
        one.Note("one", Undo("1"));
        LabJournal two = LabJournal.Open(JournalPath);
        two.Note("two", Undo("2"));
        one.Note("one more", Undo("3"));
        Assert.Equal(["one", "one more"], one.Own.Select(entry => entry.What));
        Assert.Equal(["two"], two.Own.Select(entry => entry.What));
        Assert.Equal(["one", "two", "one more"], one.ReadOpen().Select(entry => entry.What));
        Assert.Equal(3, one.ReadOpen().Select(entry => entry.Id).Distinct().Count());
    }

    [Fact]
    public async Task HealAsync_OneCannotBeUndone_TheOthersAreInReverseOrder()
    {
        LabJournal journal = LabJournal.Open(JournalPath);
        journal.Note("a", Undo("1"));
        journal.Note("b", Undo("2"));
        journal.Note("c", Undo("3"));
        var shell = new FakeShell
        {
            ExitCode = (_, command) => command.Arguments[0] == "2" ? 1 : 0,
        };
        HealReport report = await journal.HealAsync(
            journal.Own,
            shell,
            null,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(["3", "2", "1"], shell.Commands.Select(run => run.Command.Arguments[0]));
        Assert.Equal(["c", "a"], report.Healed.Select(entry => entry.What));
        Assert.Equal("b", Assert.Single(report.Left).Entry.What);
        Assert.Contains("it is broken", report.Left[0].Reason);
        Assert.Equal(["b"], LabJournal.Open(JournalPath).ReadOpen().Select(entry => entry.What));
    }

    [Fact]
    public void Note_AnyText_ComesBackUnchanged() =>
        Gen
            .String.Array[0, 4]
            .Sample(
                words =>
                {
                    LabJournal journal = LabJournal.Open(JournalPath);
                    JournalEntry entry = journal.Note(
                        "x",
                        new(LabHosts.Controller, "p", [.. words])
                    );
                    JournalEntry read = LabJournal.Open(JournalPath).ReadOpen()[^1];
                    journal.Settle(entry);
                    return read.Undo.Arguments.SequenceEqual(words);
                },
                iter: 30,
                threads: 1
            );

    public void Dispose() => _directory.Dispose();

    private static UndoStep Undo(string argument) => new(LabHosts.Controller, "undo", [argument]);
}
