using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using MigSim.Kernel;

namespace MigSim.Benchmarks;

/// <summary>The hold model: each event schedules one other, so the number pending is constant.</summary>
/// <remarks>
/// Every operation is one event: taken out, executed, and followed by one at a random later time.
/// The baseline does the same with the queue of .NET, ordered by (time, sequence), which is the
/// least that keeps equal times in order; it has no loop around it, no guards, and no hash.
/// </remarks>
[Config(typeof(Config))]
public class KernelBenchmarks
{
    private const int Events = 1_000_000;

    private readonly long[] _delays = new long[1 << 16];
    private readonly PriorityQueue<(Action<object?>, object?), Key> _queue = new();
    private SimulationLoop _loop = null!;
    private TaskCompletionSource _done = null!;
    private long _now;
    private long _sequence;
    private int _left;
    private int _draw;

    /// <summary>Gets or sets the number of pending events.</summary>
    [Params(10, 1_000, 100_000)]
    public int Pending { get; set; }

    /// <summary>Draws the delays, and fills the queue of the baseline.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new RandomStreams(1)["delays"];
        for (var i = 0; i < _delays.Length; i++)
        {
            _delays[i] = random.NextInt64(1, 1_000_000);
        }

        _queue.Clear();
        Action<object?> callback = static self => ((KernelBenchmarks)self!)._left--;
        for (var i = 0; i < Pending; i++)
        {
            _queue.Enqueue((callback, this), new Key(NextDelay(), _sequence++));
        }
    }

    /// <summary>Makes a loop with callbacks pending.</summary>
    [IterationSetup(Target = nameof(Callbacks))]
    public void SetUpCallbacks()
    {
        CreateLoop();
        for (var i = 0; i < Pending; i++)
        {
            ScheduleOne();
        }
    }

    /// <summary>Makes a loop with activities that wait.</summary>
    [IterationSetup(Target = nameof(AsyncWaits))]
    public void SetUpAsyncWaits()
    {
        CreateLoop();
        for (var i = 0; i < Pending; i++)
        {
            _ = WaitAsync();
        }
    }

    /// <summary>The queue of .NET, dequeue, call, and enqueue.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public void DotNetPriorityQueue()
    {
        for (_left = Events; _left > 0; )
        {
            _queue.TryDequeue(out var item, out var key);
            _now = key.Time;
            item.Item1(item.Item2);
            _queue.Enqueue(item, new Key(_now + NextDelay(), _sequence++));
        }
    }

    /// <summary>Callbacks that schedule themselves again.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public void Callbacks() => _loop.Run(_ => _done.Task, CancellationToken.None);

    /// <summary>Activities that wait in a loop.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public void AsyncWaits() => _loop.Run(_ => _done.Task, CancellationToken.None);

    private void CreateLoop()
    {
        var options = new SimulationOptions { Seed = 1, Horizon = TimeSpan.MaxValue };
        _loop = new SimulationLoop(options);
        _done = new TaskCompletionSource();
        _left = Events;
    }

    private void ScheduleOne() =>
        _loop.Schedule(
            _loop.Now.Plus(NextDelay()),
            EventOrder.Model,
            static self => ((KernelBenchmarks)self!).RunOne(),
            this
        );

    private void RunOne()
    {
        CountDown();
        ScheduleOne();
    }

    private async Task WaitAsync()
    {
        while (true)
        {
            var due = _loop.Now.Plus(NextDelay());
            await _loop.DelayUntilAsync(due, EventOrder.Agent, CancellationToken.None);
            CountDown();
        }
    }

    private void CountDown()
    {
        if (--_left == 0)
        {
            _done.SetResult();
        }
    }

    private long NextDelay() => _delays[_draw++ & (_delays.Length - 1)];

    private readonly record struct Key(long Time, long Sequence) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var byTime = Time.CompareTo(other.Time);
            return byTime != 0 ? byTime : Sequence.CompareTo(other.Sequence);
        }
    }

    private sealed class Config : ManualConfig
    {
        public Config()
        {
            AddJob(
                Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
                    .WithInvocationCount(1)
                    .WithUnrollFactor(1)
                    .WithWarmupCount(4)
                    .WithIterationCount(9)
            );
            AddColumn(StatisticColumn.Median, StatisticColumn.OperationsPerSecond);
            AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default);
        }
    }
}
