using MigSim.Kernel;

namespace MigSim.Simulation.Web;

/// <summary>The processors of a server: jobs are worked on in the order in which they came.</summary>
/// <param name="loop">The loop.</param>
/// <param name="processors">Tells how many there are.</param>
/// <param name="canRun">Tells whether the machine runs; a job that ends while it does not waits.</param>
/// <param name="worked">Takes the processor seconds of every job that ended.</param>
internal sealed class ProcessorStation(
    SimulationLoop loop,
    Func<int> processors,
    Func<bool> canRun,
    Action<double> worked
)
{
    private readonly Queue<Job> _waiting = new();
    private readonly List<Job> _ended = [];
    private readonly HashSet<Job> _running = [];

    /// <summary>Adds a job.</summary>
    public void Add(double seconds, Action done)
    {
        _waiting.Enqueue(new Job(seconds, done));
        StartNext();
    }

    /// <summary>Goes on with what waits for the machine to run.</summary>
    public void GoOn()
    {
        if (!canRun())
        {
            return;
        }

        Job[] ended = [.. _ended];
        _ended.Clear();
        foreach (Job job in ended)
        {
            End(job);
        }

        StartNext();
    }

    /// <summary>Forgets every job.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _ended.Clear();
        foreach (Job job in _running)
        {
            loop.Cancel(job.Handle);
        }

        _running.Clear();
    }

    private void StartNext()
    {
        while (canRun() && _running.Count < processors() && _waiting.TryDequeue(out Job? job))
        {
            _running.Add(job);
            job.Handle = loop.Schedule(
                loop.Now.After(job.Seconds),
                EventOrder.Model,
                state => Expire((Job)state!),
                job
            );
        }
    }

    private void Expire(Job job)
    {
        if (canRun())
        {
            End(job);
            StartNext();
        }
        else
        {
            _ended.Add(job);
        }
    }

    private void End(Job job)
    {
        _running.Remove(job);
        worked(job.Seconds);
        job.Done();
    }

    private sealed class Job(double seconds, Action done)
    {
        public double Seconds => seconds;

        public Action Done => done;

        public EventHandle Handle { get; set; }
    }
}
