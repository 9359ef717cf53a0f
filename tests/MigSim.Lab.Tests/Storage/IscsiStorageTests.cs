using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Storage;
using MigSim.Lab.Tests.Safety;
using MigSim.Units;

namespace MigSim.Lab.Tests.Storage;

public sealed class IscsiStorageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeShell _shell = new();

    [Fact]
    public async Task ProvideAsync_TwoDisks_AreNotedWithTheServerOnce()
    {
        LabJournal journal = Journal();
        IscsiStorage storage = Storage(journal);
        Assert.Equal(
            "iscsi://10.0.0.9/iqn.2026-11.migsim.lab:x0/1",
            await ProvideAsync(storage, "x0")
        );
        await ProvideAsync(storage, "x1");
        Assert.Equal(
            ["iSCSI server on storage", "disk of x0 on storage", "disk of x1 on storage"],
            journal.Own.Select(entry => entry.What)
        );
        Assert.Equal("1048576", _shell.Commands[0].Command.Arguments[^1]);
    }

    [Theory]
    [InlineData("x0; reboot")]
    [InlineData("../x0")]
    [InlineData("x0/1?")]
    [InlineData("$(reboot)")]
    [InlineData("")]
    public async Task ProvideAsync_AHostileName_IsRefusedAndNothingRuns(string vm)
    {
        LabJournal journal = Journal();
        await Assert.ThrowsAsync<LabException>(() => ProvideAsync(Storage(journal), vm));
        Assert.Empty(_shell.Commands);
        Assert.Empty(journal.Own);
    }

    [Fact]
    public async Task ProvideAsync_TheServerRefuses_SaysWhy()
    {
        _shell.ExitCode = (_, _) => 1;
        LabException error = await Assert.ThrowsAsync<LabException>(() =>
            ProvideAsync(Storage(Journal()), "x0")
        );
        Assert.Contains("it is broken", error.Message);
    }

    public void Dispose() => _directory.Dispose();

    private static Task<string> ProvideAsync(IscsiStorage storage, string vm) =>
        storage.ProvideAsync(
            new(vm),
            DataSize.FromMebibytes(1),
            TestContext.Current.CancellationToken
        );

    private LabJournal Journal() => LabJournal.Open(Path.Combine(_directory.Path, "journal"));

    private IscsiStorage Storage(LabJournal journal) =>
        new(_shell, journal, new("storage"), "10.0.0.9");
}
