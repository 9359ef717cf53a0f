using System.Globalization;
using MigSim.Contracts;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.RealLab.Tests.Namespaces;
using MigSim.Time;

namespace MigSim.RealLab.Tests.Web;

/// <summary>What the module does to the memory of its process, as the kernel sees it.</summary>
public sealed class BalloonMemoryTests(ITestOutputHelper output)
{
    private const long StepKibibytes = 10 * 1024;

    [Fact]
    public void EachCall_UpAndDown_ChangesTheProcessByExactlyTenMebibytes() =>
        RunStarted(
            async (bed, shell) =>
            {
                // The first requests make Apache take what it keeps.
                await bed.Load.RunAsync(Load("mem", 500, 500), bed.Token);
                Memory before = await MemoryAsync(shell, bed.Token);
                for (int step = 1; step <= 5; step++)
                {
                    await bed.Load.RunAsync(Load("increase_mem", 1), bed.Token);
                    await AssertAsync(step);
                }

                for (int step = 4; step >= 0; step--)
                {
                    await bed.Load.RunAsync(Load("decrease_mem", 1), bed.Token);
                    await AssertAsync(step);
                }

                async Task AssertAsync(int step)
                {
                    Memory now = await MemoryAsync(shell, bed.Token);
                    output.WriteLine(
                        $"{10 * step} MiB: data {now.Data}, anonymous {now.Anonymous} KiB"
                    );
                    Assert.Equal(step * StepKibibytes, now.Data - before.Data);
                    long resident = now.Anonymous - before.Anonymous - (step * StepKibibytes);
                    Assert.InRange(resident, -64, 64);
                }
            }
        );

    [Fact]
    public void TenThousandRequests_AfterAsMany_LeaveNothingBehind() =>
        RunStarted(
            async (bed, shell) =>
            {
                // Apache's threads keep some memory each; the first round makes them take it.
                LoadSpec round = Load("mem", 1000, 200) with
                {
                    CallsPerConnection = 10,
                };
                await bed.Load.RunAsync(round, bed.Token);
                Memory before = await MemoryAsync(shell, bed.Token);
                LoadReport report = await bed.Load.RunAsync(round, bed.Token);
                Memory after = await MemoryAsync(shell, bed.Token);
                output.WriteLine(
                    $"{report.Replies} replies; anonymous {before.Anonymous}, then {after.Anonymous} KiB"
                );
                Assert.Equal(10_000, report.Replies);

                // A leak of 64 bytes a request would be 625 KiB.
                Assert.InRange(after.Anonymous - before.Anonymous, -2048, 500);
            }
        );

    [Fact]
    public void ConcurrentCalls_UpAndDown_NoneIsLost() =>
        RunStarted(
            async (bed, shell) =>
            {
                await using var scope = new TaskScope(bed.Clock, bed.Token);
                LoadReport? up = null;
                LoadReport? down = null;
                Task increasing = scope.Start(
                    "up",
                    async token =>
                        up = await bed.Load.RunAsync(Load("increase_mem", 300, 300), token)
                );
                Task decreasing = scope.Start(
                    "down",
                    async token =>
                        down = await bed.Load.RunAsync(Load("decrease_mem", 300, 300), token)
                );
                await Task.WhenAll(increasing, decreasing);
                output.WriteLine($"refused: {up!.Refusals} up, {down!.Refusals} down");
                long steps = up.Replies - up.Refusals - (down.Replies - down.Refusals);
                Assert.Equal((300, 300), (up.Replies, down.Replies));
                Assert.Equal(
                    steps * StepKibibytes * 1024,
                    (await bed.Server.ReadAsync(bed.Token)).Bytes
                );
            }
        );

    [Fact]
    public void IncreaseMemory_SystemHasNone_IsRefusedAndTheServerGoesOn() =>
        RunStarted(
            async (bed, shell) =>
            {
                Memory now = await MemoryAsync(shell, bed.Token);

                // Who is not its user may not limit it, not even root in a container.
                await ExecuteAsync(
                    shell,
                    $"setpriv --reuid nobody --regid nogroup --clear-groups prlimit --pid {now.Process} --as={(now.Size + (15 * 1024)) * 1024}",
                    bed.Token
                );
                LoadReport report = await bed.Load.RunAsync(Load("increase_mem", 3), bed.Token);
                Assert.Equal((3, 2), (report.Replies, report.Refusals));
                Assert.Equal(StepKibibytes * 1024, (await bed.Server.ReadAsync(bed.Token)).Bytes);
                Assert.Equal(50, (await bed.Load.RunAsync(Load("mem", 50), bed.Token)).Replies);
            }
        );

    private static LoadSpec Load(string page, int connections, double rate = 100) =>
        new(
            WebPlace.Client,
            WebPlace.Spec.Page(page),
            rate,
            1,
            connections,
            TimeSpan.FromSeconds(5)
        );

    private static void RunStarted(Func<WebBed, IRemoteShell, Task> body) =>
        WebPlace.Run(
            async (bed, shell) =>
            {
                await bed.Server.StartAsync(WebPlace.Spec, bed.Token);
                await body(bed, shell);
                await bed.Server.StopAsync(bed.Token);
            }
        );

    // The process with the balloon is the child of the one that the file names.
    private static async Task<Memory> MemoryAsync(IRemoteShell shell, CancellationToken token)
    {
        string text = await ExecuteAsync(
            shell,
            """
            for process in $(ip netns pids migsim-web-server); do
              parent=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$process/status" 2>/dev/null) || continue
              [ "$(cat "/proc/$process/comm")" = apache2 ] || continue
              [ "$(cat "/proc/$parent/comm")" = apache2 ] && child=$process
            done
            [ -n "$child" ] || exit 1
            echo "$child"
            sed -n 's/^VmSize:[^0-9]*\([0-9]*\) kB/\1/p; s/^VmData:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$child/status"
            sed -n 's/^Anonymous:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$child/smaps_rollup"
            """,
            token
        );
        long[] numbers =
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => long.Parse(line, CultureInfo.InvariantCulture)),
        ];
        return new(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static async Task<string> ExecuteAsync(
        IRemoteShell shell,
        string script,
        CancellationToken token
    )
    {
        ShellResult result = await shell.ExecuteAsync(WebPlace.Server, TestLab.Sh(script), token);
        Assert.True(result.ExitCode == 0, result.StandardError);
        return result.StandardOutput;
    }

    private readonly record struct Memory(long Process, long Size, long Data, long Anonymous);
}
