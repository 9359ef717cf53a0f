using MathNet.Numerics.Statistics;

namespace MigSim.Kernel.Tests;

/// <summary>A queue with one server against the theory of M/M/1.</summary>
public class MM1Tests
{
    private const double ServiceRate = 1.0; // Customers per second.
    private const int WarmUpCustomers = 5_000;
    private const int BatchCustomers = 10_000;
    private const int Batches = 20;

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.85)]
    public void Simulated_WaitingTimeAndNumber_AreThoseOfTheory(double utilisation)
    {
        var arrivalRate = utilisation * ServiceRate;
        var loop = Loops.Create(seed: 2, horizonSeconds: 1e8);
        var queue = new Queue(loop, arrivalRate);

        var (waits, numbers) = loop.Run(queue.RunAsync);

        // Four standard errors of batch means: one false alarm in ten thousand.
        AssertMean(utilisation / (ServiceRate - arrivalRate), waits);
        AssertMean(utilisation / (1 - utilisation), numbers);
    }

    private static void AssertMean(double theory, RunningStatistics batches)
    {
        var error = Math.Sqrt(batches.Variance / batches.Count);
        Assert.InRange(batches.Mean, theory - (4 * error), theory + (4 * error));
        // A large error would accept anything.
        Assert.InRange(error, 0, 0.06 * theory);
    }

    private sealed class Queue(SimulationLoop loop, double arrivalRate)
    {
        private readonly Resource _server = new(loop, "server", 1);
        private readonly TimeWeightedMonitor _number = new(SimTime.Zero, 0);
        private RunningStatistics _waits = new();

        public async Task<(RunningStatistics Waits, RunningStatistics Numbers)> RunAsync()
        {
            var waits = new RunningStatistics();
            var numbers = new RunningStatistics();
            await ServeAsync(WarmUpCustomers);
            for (var i = 0; i < Batches; i++)
            {
                _waits = new RunningStatistics();
                _number.Reset(loop.Now);
                await ServeAsync(BatchCustomers);
                waits.Push(_waits.Mean);
                numbers.Push(_number.Mean(loop.Now));
            }

            // The last customers, so that nobody is left.
            while (_number.Current > 0)
            {
                await loop.DelayAsync(1);
            }

            return (waits, numbers);
        }

        private async Task ServeAsync(int customers)
        {
            for (var i = 0; i < customers; i++)
            {
                await loop.DelayAsync(Exponential("arrivals", arrivalRate));
                _ = ServeOneAsync();
            }
        }

        private async Task ServeOneAsync()
        {
            var arrived = loop.Now;
            _number.Set(loop.Now, _number.Current + 1);
            using (await _server.AcquireAsync(0, default))
            {
                _waits.Push((loop.Now - arrived).TotalSeconds);
                await loop.DelayAsync(Exponential("services", ServiceRate));
            }

            _number.Set(loop.Now, _number.Current - 1);
        }

        private double Exponential(string stream, double rate) =>
            -Math.Log(1 - loop.Random[stream].NextDouble()) / rate;
    }
}
