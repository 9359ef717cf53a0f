using MigSim.Kernel;

namespace MigSim.Simulation.Tests.Theory;

/// <summary>A queue with one server, exponential times between arrivals and exponential services: M/M/1.</summary>
internal sealed class WaitingLine
{
    public const double ServiceRate = 1;

    private readonly SimulationLoop _loop;
    private readonly Resource _server;
    private readonly Random _arrivals;
    private readonly Random _services;
    private readonly double _arrivalRate;
    private readonly List<double> _waits = [];

    private WaitingLine(ulong seed, double utilisation)
    {
        _loop = new SimulationLoop(
            new SimulationOptions { Seed = seed, Horizon = TimeSpan.FromSeconds(1e8) }
        );
        _server = new Resource(_loop, "server", 1);
        _arrivals = _loop.Random["arrivals"];
        _services = _loop.Random["services"];
        _arrivalRate = utilisation * ServiceRate;
    }

    /// <summary>Gets the mean time in the queue, without the service, in seconds.</summary>
    public static double MeanWait(double utilisation) =>
        utilisation / (ServiceRate - (utilisation * ServiceRate));

    /// <summary>Gets the times that customers wait, from an empty queue on, in the order of their arrival.</summary>
    public static double[] Waits(ulong seed, double utilisation, int customers)
    {
        var line = new WaitingLine(seed, utilisation);
        line._loop.Run(_ => line.RunAsync(customers), CancellationToken.None);
        return [.. line._waits];
    }

    private async Task RunAsync(int customers)
    {
        Task last = Task.CompletedTask;
        for (int i = 0; i < customers; i++)
        {
            await DelayAsync(_arrivals, _arrivalRate);
            last = ServeAsync();
        }

        await last;
    }

    private async Task ServeAsync()
    {
        SimTime arrived = _loop.Now;
        using (await _server.AcquireAsync(0, default))
        {
            _waits.Add((_loop.Now - arrived).TotalSeconds);
            await DelayAsync(_services, ServiceRate);
        }
    }

    private ValueTask DelayAsync(Random stream, double rate) =>
        _loop.DelayAsync(
            TimeSpan.FromSeconds(-Math.Log(1 - stream.NextDouble()) / rate),
            EventOrder.Agent,
            CancellationToken.None
        );
}
