using System.Collections.Concurrent;
using CliWrap;
using CliWrap.Buffered;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

/// <summary>A disk that becomes full in the middle of a study: a small one of its own.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly TemporaryFolder _place = new();
    private bool _isMounted;

    public async ValueTask InitializeAsync()
    {
        _isMounted =
            OperatingSystem.IsLinux()
            && Environment.IsPrivilegedProcess
            && await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _place.Path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            await RunAsync("umount", _place.Path);
        }

        _place.Dispose();
    }

    [Fact]
    public void Run_DiskFullInTheMiddle_ExitCode3AndResumeGoesOn()
    {
        Assert.SkipUnless(_isMounted, "Only root can mount a small file system.");
        string[] study =
        [
            "run",
            "fake.yaml",
            "--replications",
            "600",
            "--parallel",
            "1",
            "--output",
            _place["out"],
        ];
        string ballast = _place["ballast"];
        File.WriteAllBytes(ballast, new byte[900 * 1024]);
        var made = new ConcurrentQueue<ulong>();
        using var program = new FakeProgram
        {
            Backend = new FakeBackend { Meanwhile = (seed, _) => made.Enqueue(seed) },
        };

        Assert.Equal(3, program.Invoke(study));

        string error = Assert.Single(program.Errors);
        Assert.StartsWith(
            $"cannot write to {_place["out/runs.jsonl"]}: ",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
        int journaled = File.ReadAllText(_place["out/runs.jsonl"]).Count(c => c == '\n') - 1;
        Assert.InRange(journaled, 10, 599);
        File.Delete(ballast);
        made.Clear();

        Assert.Equal(0, program.Invoke([.. study, "--resume"]));

        Assert.Equal(Enumerable.Range(journaled + 1, 600 - journaled).Select(i => (ulong)i), made);
        using var other = new FakeProgram();
        other.Run("--replications", "600");
        Assert.Equal(
            File.ReadAllBytes(other.Place["out/summary.csv"]),
            File.ReadAllBytes(_place["out/summary.csv"])
        );
    }

    private static async Task<bool> RunAsync(string command, params string[] arguments) =>
        (
            await CliWrap
                .Cli.Wrap(command)
                .WithArguments(arguments)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync()
        ).IsSuccess;
}
