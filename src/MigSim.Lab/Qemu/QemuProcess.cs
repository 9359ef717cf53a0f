namespace MigSim.Lab.Qemu;

/// <summary>A process of QEMU that was alive just now.</summary>
/// <param name="Id">Its number.</param>
/// <param name="CpuTime">The processor time it used.</param>
internal sealed record QemuProcess(int Id, TimeSpan CpuTime)
{
    // Fields of /proc/PID/stat after the name of the program, from 0 (proc(5)).
    private const int State = 0;
    private const int UserTime = 11;
    private const int SystemTime = 12;

    // Linux counts them in hundredths of a second for programs on x86 and Arm.
    private const long TicksPerSecond = 100;

    /// <summary>Finds a process by its number, if it was started with this word.</summary>
    public static QemuProcess? Find(int id, string word)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            string[] words = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
            if (fields[State] is "Z" or "X" || !words.Contains(word))
            {
                return null;
            }

            long ticks = long.Parse(fields[UserTime]) + long.Parse(fields[SystemTime]);
            return new(id, new TimeSpan(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return null;
        }
    }
}
