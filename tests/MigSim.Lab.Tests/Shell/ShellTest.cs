using MigSim.Kernel;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tests.Shell;

/// <summary>Runs a test of real processes on a run loop in real time.</summary>
internal static class ShellTest
{
    public static readonly HostName Host = new("node1");

    private static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(60);

    /// <summary>Runs a test; every continuation must come back to the loop's thread.</summary>
    public static void Run(Func<RunClock, CancellationToken, Task> body)
    {
        var loop = new WallClockLoop();
        var clock = new RunClock(loop.Time);
        using var timeout = new CancellationTokenSource(TimeoutMax);
        int thread = Environment.CurrentManagedThreadId;
        loop.Run(
            async token =>
            {
                await body(clock, token);
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
            },
            timeout.Token
        );
    }

    public static RemoteCommand Sh(string script, params string[] arguments) =>
        new("sh", ["-c", script, "sh", .. arguments], TimeSpan.FromSeconds(30));

    public static async Task<T> ThrowsAsync<T>(Func<Task> call)
        where T : Exception
    {
        try
        {
            await call();
        }
        catch (T exception)
        {
            return exception;
        }

        Assert.Fail($"No {typeof(T).Name} was thrown.");
        throw new InvalidOperationException("Never reached.");
    }

    public static async Task<List<ShellLine>> ReadAsync(IAsyncEnumerable<ShellLine> lines)
    {
        var all = new List<ShellLine>();
        await foreach (ShellLine line in lines)
        {
            all.Add(line);
        }

        return all;
    }

    /// <summary>Counts the processes of this machine with a word among their arguments.</summary>
    public static int CountProcesses(string word) =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
            .Count(path => ReadArguments(path).Contains(word));

    /// <summary>Waits for processes with a word among their arguments; gets how many there are in the end.</summary>
    /// <remarks>While a process starts another program it has no arguments for a moment.</remarks>
    public static async Task<int> WaitForProcessesAsync(
        RunClock clock,
        string word,
        int least,
        CancellationToken token
    )
    {
        TimeSpan limit = clock.Now + TimeSpan.FromSeconds(5);
        int count = CountProcesses(word);
        while (count < least && clock.Now < limit)
        {
            await clock.DelayAsync(TimeSpan.FromMilliseconds(5), token);
            count = CountProcesses(word);
        }

        return count;
    }

    private static string[] ReadArguments(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(path, "cmdline")).Split('\0');
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return [];
        }
    }
}
