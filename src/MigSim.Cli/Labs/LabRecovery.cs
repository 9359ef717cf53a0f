using System.Collections.Immutable;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Cli.Labs;

/// <summary>Undoes what was left broken, and takes a virtual lab away.</summary>
internal sealed class LabRecovery(
    ILab lab,
    LabJournal journal,
    RunClock clock,
    IProgress<string> progress
)
{
    /// <summary>Undoes everything that it can.</summary>
    /// <returns>What is left, with the reason.</returns>
    public async Task<ImmutableArray<string>> RecoverAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<string> left = await HealHostsAsync(cancellationToken);
        if (lab is not IVirtualLab virtualLab)
        {
            return left;
        }

        // What was broken on hosts that are made anew is gone with them.
        await virtualLab.DownAsync(progress, cancellationToken);
        foreach (JournalEntry entry in journal.ReadOpen())
        {
            if (entry.Undo.Host != LabHosts.Controller)
            {
                journal.Settle(entry);
            }
        }

        var local = new LocalShell(clock, new ShellLimits());
        return await HealAsync(journal.ReadOpen(), local, cancellationToken);
    }

    private async Task<ImmutableArray<string>> HealHostsAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<JournalEntry> ofHosts =
        [
            .. journal.ReadOpen().Where(entry => entry.Undo.Host != LabHosts.Controller),
        ];
        if (ofHosts.IsEmpty)
        {
            return [];
        }

        try
        {
            await using LabConnection connection = await lab.ConnectAsync(clock, cancellationToken);
            return await HealAsync(ofHosts, connection.Shell, cancellationToken);
        }
        catch (LabException exception)
        {
            return [exception.Message];
        }
    }

    private async Task<ImmutableArray<string>> HealAsync(
        ImmutableArray<JournalEntry> entries,
        IRemoteShell shell,
        CancellationToken cancellationToken
    )
    {
        HealReport report = await journal.HealAsync(entries, shell, progress, cancellationToken);
        return
        [
            .. report.Left.Select(left =>
                $"{left.Entry.What} on {left.Entry.Undo.Host}: {left.Reason}"
            ),
        ];
    }
}
