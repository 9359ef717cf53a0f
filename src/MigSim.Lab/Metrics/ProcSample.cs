using System.Globalization;
using MigSim.Lab.Parsing;
using MigSim.Units;

namespace MigSim.Lab.Metrics;

/// <summary>One line of the readings of <c>/proc</c>; all but the memory only ever grows.</summary>
/// <param name="At">The host's time of day.</param>
/// <param name="CpuTime">The processor time used.</param>
/// <param name="MemoryFree">The memory that is free.</param>
/// <param name="Received">Data received.</param>
/// <param name="Transmitted">Data sent.</param>
internal sealed record ProcSample(
    TimeSpan At,
    TimeSpan CpuTime,
    DataSize MemoryFree,
    DataSize Received,
    DataSize Transmitted
)
{
    // USER_HZ: what the kernel shows to programs on every architecture of servers.
    private const long TicksPerSecond = 100;

    private const long KibibytesMax = 1L << 42;

    /// <summary>Reads a line.</summary>
    /// <exception cref="TranscriptException">It is none.</exception>
    public static ProcSample Parse(string line, int lineNumber)
    {
        string[] words = line.Split(' ');
        return
            words.Length == 5
            && Numbers.TryMicroseconds(words[0], out TimeSpan at)
            && Numbers.TryCount(words[1], out long ticks)
            && long.TryParse(
                words[2],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out long free
            )
            && Math.Abs((double)free) <= KibibytesMax
            && Numbers.TryCount(words[3], out long received)
            && Numbers.TryCount(words[4], out long sent)
            ? new(
                at,
                TimeSpan.FromSeconds((double)ticks / TicksPerSecond),
                DataSize.FromBytes(free * 1024),
                DataSize.FromBytes(received),
                DataSize.FromBytes(sent)
            )
            : throw new TranscriptException("/proc", lineNumber, line, "time and four numbers");
    }
}
