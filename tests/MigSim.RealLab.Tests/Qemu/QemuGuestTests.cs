using MigSim.Contracts;
using MigSim.Kernel;
using MigSim.Lab.Guests;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.RealLab.Tests.Qemu;

/// <summary>The real guest: built, booted, migrated while it writes, asked, and switched off.</summary>
public sealed class QemuGuestTests(QemuPlace place)
{
    // Writes 800 of 2000 pages a second; more, and slower, than a migration here may lose by chance.
    private static readonly VmSpec Vm = QemuFixture.Specs[0] with
    {
        Memory = DataSize.FromMebibytes(128),
        Workload = new("writer", 0, [new("hot", 2000, 0.4)]),
    };

    internal static string Cache { get; } = Path.Combine(AppContext.BaseDirectory, "cache");

    [Fact]
    public void MigrateAsync_GuestWritesMeanwhile_NoPageIsWrong()
    {
        place.Require();
        GuestImage image = Build();
        using IDisposable real = place.Boot(image);
        new QemuFixture(place).Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, QemuPlace.Hosts[0], bed.Token);
            await AskAsync(bed, "state", "ready ");
            for (int trip = 0; trip < 2; trip++)
            {
                MigrationReport report = await bed.Hypervisor.MigrateAsync(
                    new(
                        Vm.Name,
                        QemuPlace.Hosts[trip],
                        QemuPlace.Hosts[trip + 1],
                        MigrationMode.PreCopy,
                        TimeSpan.FromMinutes(1)
                    ),
                    bed.Token
                );
                Assert.Equal(MigrationStatus.Completed, report.Status);
                Assert.InRange(report.Downtime!.Value, TimeSpan.FromTicks(1), report.TotalTime);
                TestContext.Current.TestOutputHelper!.WriteLine(
                    $"total {report.TotalTime.TotalSeconds:0.00} s, downtime "
                        + $"{report.Downtime.Value.TotalMilliseconds:0} ms, "
                        + $"{report.Transferred}, {report.Rounds?.Length} rounds"
                );
                await AskAsync(bed, "check", "pages 2000 wrong 0");
            }

            await bed.SavingHypervisor.ShutDownAsync(Vm.Name, QemuPlace.Hosts[2], bed.Token);
            Assert.Empty(await bed.Hypervisor.ListAsync(QemuPlace.Hosts[2], bed.Token));
        });
    }

    /// <summary>Builds the guest, or skips the test with the reason why it cannot be.</summary>
    internal static GuestImage Build()
    {
        var loop = new WallClockLoop();
        var shell = new LocalShell(new RunClock(loop.Time), new ShellLimits());
        try
        {
            return loop.Run(
                token =>
                    new GuestImageBuilder(shell, new("controller"), Cache).BuildAsync(null, token),
                TestContext.Current.CancellationToken
            );
        }
        catch (LabException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }

    // The guest may still boot, or the switches may still send its packets to its old host.
    private async Task AskAsync(Testbed bed, string question, string expected)
    {
        var shell = new NamespaceShell(bed.Clock, new ShellLimits(), place.Entries);
        const string Script =
            "exec 3<>/dev/udp/\"$1\"/4695; echo \"$2\" >&3; timeout 2 head -n 1 <&3; true";
        string answer = "";
        TimeSpan giveUpAt = bed.Clock.Now + TimeSpan.FromSeconds(60);
        while (answer.Length == 0 && bed.Clock.Now < giveUpAt)
        {
            string[] words = ["-c", Script, "bash", Vm.Address.ToString(), question];
            ShellResult result = await shell.ExecuteAsync(
                QemuPlace.Client,
                new("bash", words, TimeSpan.FromSeconds(20)),
                bed.Token
            );
            answer = result.StandardOutput.Trim();
        }

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
    }
}
