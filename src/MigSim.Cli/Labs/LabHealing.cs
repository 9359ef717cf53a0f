using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;

namespace MigSim.Cli.Labs;

/// <summary>Undoes what a run changed on a lab, newest first.</summary>
internal static class LabHealing
{
    /// <summary>Undoes all that this process noted; what cannot be undone is told and stays noted.</summary>
    public static async Task HealAsync(
        LabConnection lab,
        IProgress<string> progress,
        Action<string> warn,
        CancellationToken cancellationToken
    )
    {
        progress.Report("put everything back");
        HealReport report = await lab.Journal.HealAsync(
            lab.Journal.Own,
            lab.Shell,
            progress,
            cancellationToken
        );
        foreach ((JournalEntry entry, string reason) in report.Left)
        {
            warn(
                $"not undone: {entry.What} on {entry.Undo.Host}: {reason}; see 'migsim lab recover'"
            );
        }
    }
}
