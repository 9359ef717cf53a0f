using System.Globalization;

namespace MigSim.Cli.Slurm;

/// <summary>A task of a job array that has not ended.</summary>
/// <param name="Job">The number of the job.</param>
/// <param name="Index">The index in the array.</param>
/// <param name="State">The state, as in <c>PENDING</c>.</param>
/// <param name="Reason">Why it waits, as in <c>Resources</c>.</param>
internal sealed record SlurmTask(string Job, int Index, string State, string Reason)
{
    /// <summary>Reads a line of <c>squeue</c>; null if it has another form.</summary>
    public static SlurmTask? Parse(string line) =>
        line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries)
            is [var job, var index, var state, ..]
                and var words
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new SlurmTask(job, number, state, words.ElementAtOrDefault(3)?.Trim() ?? "")
            : null;
}
