using System.Diagnostics;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.RealLab.Tests.Namespaces;

/// <summary>Whatever becomes of the one who makes a lab, nothing is left.</summary>
public sealed class InterruptedLabTests
{
    private const string DirectoryVariable = "MIGSIM_TEST_LAB_DIRECTORY";

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(150)]
    [InlineData(550)]
    [InlineData(320)]
    [InlineData(900)]
    public void UpAsync_KilledInTheMiddle_IsTakenDownByAnotherProcess(int milliseconds) =>
        TestLab.Run(
            async (lab, token) =>
            {
                using Process process = StartUp(lab);
                while (!File.Exists(lab.Place.JournalPath) && !process.HasExited)
                {
                    await lab.Clock.DelayAsync(TimeSpan.FromMilliseconds(1), token);
                }

                await lab.Clock.DelayAsync(TimeSpan.FromMilliseconds(milliseconds), token);
                process.Kill();
                await process.WaitForExitAsync(token);
                bool wasUp = (await lab.Lab.StatusAsync(token)).IsUp;
                string[] networks = MachineTraces.Networks(lab.Place);
                await lab.Lab.DownAsync(TestLab.Silence, token);

                await MachineTraces.SettleAsync(lab.Place, token);
                MachineTraces.AssertNone(lab.Place, networks);
                MeasurementLog.Note(
                    $"killed after {milliseconds} ms with {networks.Length} hosts, up: {wasUp}"
                );
            }
        );

    [Fact]
    public void HealAsync_TheJournalAlone_TakesAllButTheJournalAway() =>
        TestLab.Run(
            async (lab, token) =>
            {
                await lab.Lab.UpAsync(TestLab.Silence, token);
                string[] networks = MachineTraces.Networks(lab.Place);
                LabConnection connection = await lab.Lab.ConnectAsync(lab.Clock, token);
                await connection.Power!.OffAsync(TestLab.Members[0], token);

                // As a process would that knows of no lab.
                LabJournal journal = LabJournal.Open(lab.Place.JournalPath);
                HealReport report = await journal.HealAsync(
                    journal.ReadOpen(),
                    lab.Controller,
                    null,
                    token
                );
                Assert.Empty(report.Left);
                Assert.Equal(
                    [lab.Place.JournalPath],
                    Directory.GetFileSystemEntries(lab.Place.StateDirectory)
                );
                await lab.Lab.DownAsync(TestLab.Silence, token);
                MachineTraces.AssertNone(lab.Place, networks);
            }
        );

    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    [InlineData(350)]
    public void UpAsync_Cancelled_LeavesNothing(int milliseconds) =>
        TestLab.Run(
            async (lab, token) =>
            {
                using CancellationTokenSource soon = lab.Clock.CreateDeadline(
                    TimeSpan.FromMilliseconds(milliseconds)
                );
                bool isCancelled = false;
                try
                {
                    await lab.Lab.UpAsync(TestLab.Silence, soon.Token);
                    await lab.Lab.DownAsync(TestLab.Silence, token);
                }
                catch (OperationCanceledException)
                {
                    isCancelled = true;
                }

                MachineTraces.AssertNone(lab.Place, []);
                MeasurementLog.Note($"cancelled after {milliseconds} ms: {isCancelled}");
            }
        );

    [Fact]
    public void UpAsync_SomethingInTheWay_FailsAndLeavesWhatIsNotItsOwn() =>
        TestLab.RunUp(
            async (lab, _, token) =>
            {
                // A second lab of the same name, and then one whose namespace exists.
                LabException up = await Assert.ThrowsAsync<LabException>(() =>
                    lab.Lab.UpAsync(TestLab.Silence, token)
                );
                Assert.Contains("is up", up.Message);
                Assert.True((await lab.Lab.StatusAsync(token)).IsUp);
            }
        );

    /// <summary>Not a test: makes a lab for a test that kills this process.</summary>
    [Fact]
    public void UpAsync_ForAnotherProcess()
    {
        string? directory = Environment.GetEnvironmentVariable(DirectoryVariable);
        Assert.SkipWhen(directory is null, "is run by other tests only");
        var loop = new Kernel.WallClockLoop();
        var clock = new RunClock(loop.Time);
        TestLab lab = TestLab.In(directory, clock);
        loop.Run(
            token => lab.Lab.UpAsync(TestLab.Silence, token),
            TestContext.Current.CancellationToken
        );
    }

    private static Process StartUp(TestLab lab)
    {
        string program = Environment.ProcessPath!;
        string[] host =
            Path.GetFileNameWithoutExtension(program) == "dotnet"
                ? [typeof(InterruptedLabTests).Assembly.Location]
                : [];
        var start = new ProcessStartInfo(
            program,
            [.. host, "-method", $"*.{nameof(UpAsync_ForAnotherProcess)}"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[DirectoryVariable] = lab.Place.CacheDirectory;
        return Process.Start(start)!;
    }
}
