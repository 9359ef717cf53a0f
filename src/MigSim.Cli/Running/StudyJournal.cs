using MigSim.Experiments.Running;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Running;

/// <summary>The runs of a study that have ended, those before this program began among them, on disk.</summary>
internal sealed class StudyJournal : IDisposable
{
    private readonly Dictionary<(string Point, ulong Seed), RunRecord> _known = [];
    private readonly HashSet<(string Point, ulong Seed)> _own = [];
    private readonly StudyFolder _folder;
    private readonly StudyIdentity _study;
    private readonly Shard? _shard;
    private readonly bool _isWritten;
    private RunJournal? _file;

    /// <summary>Opens the journal of a study.</summary>
    /// <param name="plan">What is run; a single run has no journal.</param>
    /// <param name="folder">The folder of the study.</param>
    /// <param name="study">What study it is.</param>
    /// <param name="goesOn">Whether the runs that are in the folder's journals count; else the journal is begun anew.</param>
    public StudyJournal(RunPlan plan, StudyFolder folder, StudyIdentity study, bool goesOn)
    {
        _folder = folder;
        _study = study;
        _shard = plan.Shard;
        _isWritten = plan.HasSummary;
        Path = plan.Shard is null ? folder.JournalPath : folder.ShardJournalPath(plan.Shard);
        if (!_isWritten)
        {
            return;
        }

        if (goesOn)
        {
            ReadAll();
        }
        else
        {
            BeginAnew();
        }
    }

    /// <summary>Gets the file that is written.</summary>
    public string Path { get; }

    /// <summary>Gets whether anything has been written.</summary>
    public bool IsThere => _file is not null;

    /// <summary>Gets what a run found; null if it is still to be made.</summary>
    public RunRecord? Find(PlannedRun run) =>
        _known.GetValueOrDefault((run.Scenario.Point, run.Seed));

    /// <summary>Adds a run that has ended, unless it is there.</summary>
    public void Add(RunRecord run)
    {
        if (_isWritten && !_own.Contains((run.Point, run.Seed)))
        {
            Write(() => Open().Add(run));
        }
    }

    /// <summary>Makes sure that what was added is not lost.</summary>
    public void Write() => Write(() => _file?.Write());

    /// <summary>Notes that all runs have been made.</summary>
    /// <param name="failed">How many of them failed.</param>
    public void End(int failed)
    {
        if (_shard is not null)
        {
            Write(() => Open().End(failed));
            return;
        }

        // All that they have is in the journal of the study by now.
        foreach (string journal in _isWritten ? _folder.ShardJournals : [])
        {
            Write(() => File.Delete(journal));
        }
    }

    public void Dispose() => _file?.Dispose();

    private void ReadAll()
    {
        if (File.Exists(Path))
        {
            StoredJournal.Read(
                Path,
                _study,
                run =>
                {
                    Know(run);
                    _own.Add((run.Point, run.Seed));
                }
            );
            Write(() => Open());
        }

        foreach (string journal in _folder.ShardJournals.Prepend(_folder.JournalPath))
        {
            if (journal != Path)
            {
                StoredJournal.Read(journal, _study, Know);
            }
        }
    }

    private void BeginAnew()
    {
        if (_shard is null && _folder.ShardJournals is [var first, ..])
        {
            throw OutputException.WrongInput(
                $"{first}: the runs of shards were not collected yet; --resume collects them, and without "
                    + "it the study begins anew: delete the file, or choose another --output"
            );
        }

        Write(() => RunJournal.Delete(Path));
    }

    private RunJournal Open() => _file ??= RunJournal.Open(Path, _study);

    private void Know(RunRecord run) => _known.TryAdd((run.Point, run.Seed), run);

    private void Write(Action write) => OutputException.Guard(Path, ExitCode.TestbedFailed, write);
}
