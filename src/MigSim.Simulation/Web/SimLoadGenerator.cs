using System.Collections.Immutable;
using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Time;

namespace MigSim.Simulation.Web;

/// <summary>HTTP clients on the simulated network, as httperf is one.</summary>
internal sealed class SimLoadGenerator(SimulationLoop loop, RunClock clock, SimWorld world)
    : ILoadGenerator
{
    public async Task<LoadReport> RunAsync(LoadSpec spec, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spec.ConnectionsPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.CallsPerConnection, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.ConnectionCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(spec.Timeout, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        var load = new Load(loop, clock, world, spec);
        await using CancellationTokenRegistration registration = cancellationToken.Register(
            load.Abandon
        );
        LoadReport report = await load.Completion;
        cancellationToken.ThrowIfCancellationRequested();
        return report;
    }

    private sealed class Load
    {
        private readonly TaskCompletionSource<LoadReport> _completion = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        private readonly SimulationLoop _loop;
        private readonly LoadSpec _spec;
        private readonly WebEndpoints _ends;
        private readonly TimeSpan _startedAt;
        private readonly SimTime _loopStartedAt;
        private readonly List<HttpConnection> _connections = [];
        private EventHandle _next;
        private int _ended;

        public Load(SimulationLoop loop, RunClock clock, SimWorld world, LoadSpec spec)
        {
            _loop = loop;
            _spec = spec;
            _ends = new WebEndpoints(world, spec);
            _startedAt = clock.Now;
            _loopStartedAt = loop.Now;
            _next = loop.Schedule(loop.Now, EventOrder.Observer, _ => OpenNext(), null);
        }

        public Task<LoadReport> Completion => _completion.Task;

        public void Abandon()
        {
            _loop.Cancel(_next);
            foreach (HttpConnection connection in _connections)
            {
                connection.Abandon();
            }

            _completion.TrySetResult(Report());
        }

        private void OpenNext()
        {
            var connection = new HttpConnection(_loop, _ends, _spec, _ => Ended());
            _connections.Add(connection);
            connection.Open();
            if (_connections.Count < _spec.ConnectionCount)
            {
                _next = _loop.Schedule(
                    _loopStartedAt + (_spec.Interval * _connections.Count),
                    EventOrder.Observer,
                    _ => OpenNext(),
                    null
                );
            }
        }

        private void Ended()
        {
            if (++_ended == _spec.ConnectionCount)
            {
                _completion.TrySetResult(Report());
            }
        }

        private LoadReport Report()
        {
            int replies = _connections.Sum(connection => connection.Replies);
            return new LoadReport(
                _loop.Now - _loopStartedAt,
                _connections.Count,
                _connections.Sum(connection => connection.Requests),
                replies,
                SampleSummary.Of(
                    _connections
                        .Where(connection => connection.Duration is not null)
                        .Select(connection => connection.Duration!.Value.TotalSeconds)
                ),
                replies == 0
                    ? null
                    : TimeSpan.FromSeconds(
                        _connections.Sum(connection => connection.ResponseSeconds) / replies
                    ),
                new LoadErrors(
                    Count(LoadFailure.ClientTimeout),
                    0,
                    Count(LoadFailure.ConnectionRefused),
                    Count(LoadFailure.ConnectionReset),
                    0
                )
            )
            {
                Refusals = _connections.Sum(connection => connection.Refusals),
                Samples = Samples(),
            };
        }

        private int Count(LoadFailure failure) =>
            _connections.Count(connection => connection.Failure == failure);

        private ImmutableArray<LoadSample> Samples() =>
            [
                .. _connections.Select(
                    (connection, index) =>
                        new LoadSample(
                            _startedAt + (_spec.Interval * index),
                            connection.Duration,
                            connection.Failure
                        )
                ),
            ];
    }
}
