using MigSim.Cli.Commands;
using MigSim.Cli.Running;
using MigSim.Experiments.Running;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Slurm;

/// <summary>Has the shards of a study made on a cluster: submits them as a job array, and follows it to its end.</summary>
/// <remarks>
/// A shard has ended when its journal says so. One whose job is gone without that is submitted again, and goes on where its
/// journal ends.
/// </remarks>
internal sealed class SlurmShards
{
    private const int ResubmissionsMax = 3;

    /// <summary>More tasks than this are more than Slurm takes in one array as it comes.</summary>
    private const int UsualShardsMax = 1000;

    private static readonly TimeSpan s_pollMin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_pollMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_cancelMax = TimeSpan.FromSeconds(20);

    private readonly RunOptions _options;
    private readonly StudyFolder _folder;
    private readonly IProgress<string> _status;
    private readonly Shard[] _shards;
    private readonly JournalTail[] _journals;
    private readonly int[] _submissions;
    private readonly int[] _absences;
    private readonly string[] _jobs;
    private readonly string _script;
    private readonly string _name;
    private readonly long _runsMax;

    /// <summary>Divides a study.</summary>
    /// <param name="options">What was asked of this program.</param>
    /// <param name="plan">The study.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="status">Is told what the shards do.</param>
    public SlurmShards(
        RunOptions options,
        RunPlan plan,
        StudyFolder folder,
        IProgress<string> status
    )
    {
        _options = options;
        _folder = folder;
        _status = status;
        _runsMax = plan.Begin().RunsMax;
        int count = options.Shards ?? UsualCount(plan);
        _shards = [.. Enumerable.Range(1, count).Select(number => new Shard(number, count))];
        _journals = [.. _shards.Select(shard => new JournalTail(folder.ShardJournalPath(shard)))];
        _submissions = new int[count];
        _absences = new int[count];
        _jobs = new string[count];
        _script = ShardScript.Of(options, plan, folder.Path, count);
        _name = $"migsim-{plan.Study.Name}";
    }

    private string LogsPath => Path.Combine(Path.GetFullPath(_folder.ShardsPath), "logs");

    /// <summary>Makes all shards that have not ended yet.</summary>
    /// <param name="progress">Is told how many of the runs have been made; may be null.</param>
    /// <param name="cancellationToken">Ends the jobs.</param>
    /// <exception cref="OutputException">Slurm refuses them, or a shard fails again and again.</exception>
    /// <exception cref="OperationCanceledException">They were ended early.</exception>
    public void Run(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        OutputException.Guard(
            LogsPath,
            ExitCode.TestbedFailed,
            () => Directory.CreateDirectory(LogsPath)
        );
        ReadJournals();
        int[] missing = [.. All().Where(shard => !_journals[shard].HasEnded)];
        if (missing.Length == 0)
        {
            return;
        }

        Submit(missing);
        try
        {
            Follow(progress, cancellationToken);
        }
        catch
        {
            Cancel();
            throw;
        }
    }

    private IEnumerable<int> All() => Enumerable.Range(0, _shards.Length);

    private int UsualCount(RunPlan plan)
    {
        string? partition = Option("partition") ?? Option("p");
        int each = int.TryParse(Option("cpus-per-task") ?? Option("c"), out int n)
            ? Math.Max(1, n)
            : 1;
        long parts = plan.Study.Design.Until is null ? _runsMax : plan.Study.Points.Length;
        return (int)
            Math.Clamp(
                SlurmCommands.ProcessorCount(partition) / each,
                1,
                Math.Min(parts, UsualShardsMax)
            );
    }

    private string? Option(string name) =>
        _options
            .SlurmOptions.Where(text => text.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(text => text[(name.Length + 1)..])
            .LastOrDefault();

    private void Submit(int[] shards)
    {
        string[] options =
        [
            $"--job-name={_name}",
            $"--array={string.Join(',', shards.Select(shard => _shards[shard].Number))}",
            $"--chdir={Directory.GetCurrentDirectory()}",
            $"--output={Path.Combine(LogsPath, LogName("%a", "%A"))}",
            .. _options.SlurmOptions.Select(text =>
                text.Split('=')[0].Length == 1 ? Short(text) : $"--{text}"
            ),
        ];
        string job = SlurmCommands.Submit(options, _script);
        foreach (int shard in shards)
        {
            _jobs[shard] = job;
            _submissions[shard]++;
            _absences[shard] = 0;
        }
    }

    private string LogName(string number, string job) => $"{number}-of-{_shards.Length}.{job}.log";

    private static string Short(string text) =>
        "-" + text.Replace("=", "", StringComparison.Ordinal);

    private void Follow(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        TimeSpan poll = s_pollMin;
        while (true)
        {
            cancellationToken.WaitHandle.WaitOne(poll);
            cancellationToken.ThrowIfCancellationRequested();
            poll = TimeSpan.FromSeconds(Math.Min(1.1 * poll.TotalSeconds, s_pollMax.TotalSeconds));

            // The queue first: what is gone from it has written all that it will.
            IReadOnlyList<SlurmTask>? queue = SlurmCommands.Queue(
                _jobs.OfType<string>().Distinct()
            );
            ReadJournals();
            progress?.Report(_journals.Sum(journal => journal.RunCount) / (double)_runsMax);
            if (Array.TrueForAll(_journals, journal => journal.HasEnded))
            {
                return;
            }

            if (queue is null)
            {
                _status.Report("Slurm does not answer");
                continue;
            }

            _status.Report(Words(queue));
            Resubmit(queue);
        }
    }

    private void ReadJournals()
    {
        foreach (JournalTail journal in _journals)
        {
            journal.Read();
        }
    }

    private static string Words(IReadOnlyList<SlurmTask> queue) =>
        queue.Count == 0
            ? "jobs have ended"
            : string.Join(
                ", ",
                queue
                    .GroupBy(task =>
                        task.State == "PENDING"
                            ? $"pending ({task.Reason})"
                            : task.State.ToLowerInvariant()
                    )
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => $"{group.Count()} {group.Key}")
            );

    // What a job wrote on another machine may be seen here a little later than its end.
    private void Resubmit(IReadOnlyList<SlurmTask> queue)
    {
        HashSet<(string, int)> there = [.. queue.Select(task => (task.Job, task.Index))];
        List<int> gone = [];
        foreach (int shard in All().Where(shard => !_journals[shard].HasEnded))
        {
            bool isThere = there.Contains((_jobs[shard], _shards[shard].Number));
            _absences[shard] = isThere ? 0 : _absences[shard] + 1;
            if (_absences[shard] <= 2)
            {
                continue;
            }

            if (_submissions[shard] > ResubmissionsMax)
            {
                throw new OutputException(
                    $"shard {_shards[shard].Text} ended {_submissions[shard]} times before its runs were made; its log is "
                        + Path.Combine(LogsPath, LogName($"{_shards[shard].Number}", _jobs[shard])),
                    ExitCode.TestbedFailed,
                    null
                );
            }

            gone.Add(shard);
        }

        if (gone.Count > 0)
        {
            Submit([.. gone]);
        }
    }

    // They write what they have found, which a later call goes on with.
    private void Cancel()
    {
        string[] jobs = [.. _jobs.OfType<string>().Distinct()];
        SlurmCommands.Cancel(jobs);
        long until = Environment.TickCount64 + (long)s_cancelMax.TotalMilliseconds;
        while (Environment.TickCount64 < until && SlurmCommands.Queue(jobs) is not { Count: 0 })
        {
            Thread.Sleep(s_pollMin);
        }
    }
}
