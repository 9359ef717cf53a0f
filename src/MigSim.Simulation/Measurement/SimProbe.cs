using System.Runtime.CompilerServices;
using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Models.Network;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Simulation.Measurement;

/// <summary>Echo requests over the simulated network.</summary>
internal sealed class SimProbe(SimulationLoop loop, RunClock clock, SimWorld world) : IProbe
{
    public async IAsyncEnumerable<ProbeSample> PingAsync(
        ProbeSpec spec,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(spec.Interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.Count, 1);
        using var stream = new EchoStream(loop, clock, world, spec);
        for (int index = 0; index < spec.Count; index++)
        {
            // One wait lets a whole time-out's worth of answers come in.
            while (stream.IsOpen(index, out TimeSpan lostAt))
            {
                await clock.DelayUntilAsync(lostAt, cancellationToken);
            }

            yield return stream.Sample(index);
        }
    }

    private sealed class EchoStream : IMessageReceiver, IDisposable
    {
        private const long Unanswered = -1;

        private readonly SimulationLoop _loop;
        private readonly SimWorld _world;
        private readonly ProbeSpec _spec;
        private readonly SimHost _source;
        private readonly TimeSpan _startedAt;
        private readonly SimTime _loopStartedAt;
        private readonly long[] _nanoseconds;
        private readonly Action<object?> _send;
        private readonly int _wireBytes;
        private EventHandle _next;
        private int _sent;

        public EchoStream(SimulationLoop loop, RunClock clock, SimWorld world, ProbeSpec spec)
        {
            _loop = loop;
            _world = world;
            _spec = spec;
            _source = world.Host(spec.Source);
            _startedAt = clock.Now;
            _loopStartedAt = loop.Now;
            _nanoseconds = new long[spec.Count];
            Array.Fill(_nanoseconds, Unanswered);
            _wireBytes = Framing.DatagramOnWire((int)spec.Payload.Bytes);
            _send = _ => SendNext();
            _next = loop.Schedule(loop.Now, EventOrder.Observer, _send, null);
        }

        public bool IsOpen(int index, out TimeSpan lostAt)
        {
            lostAt = SentAt(index) + _spec.Timeout;
            return _nanoseconds[index] == Unanswered
                && _loop.Now - _loopStartedAt < lostAt - _startedAt;
        }

        public ProbeSample Sample(int index)
        {
            long nanoseconds = _nanoseconds[index];
            bool answered =
                nanoseconds != Unanswered
                && nanoseconds <= _spec.Timeout.Ticks * TimeSpan.NanosecondsPerTick;
            return new ProbeSample(
                index + 1,
                SentAt(index),
                answered ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null
            );
        }

        public void Receive(SimMessage message)
        {
            if (message.SourceVm is null && message.TargetVm is not null)
            {
                Answer(message);
                return;
            }

            var index = (int)message.Tag;
            SimTime sentAt = _loopStartedAt + (_spec.Interval * index);
            _nanoseconds[index] = _loop.Now.Nanoseconds - sentAt.Nanoseconds;
            _world.Network.Release(message);
        }

        public void Dispose() => _loop.Cancel(_next);

        private TimeSpan SentAt(int index) => _startedAt + (_spec.Interval * index);

        private void SendNext()
        {
            SimMessage request = _world.Network.Rent();
            request.Network = NetworkName.Lan;
            request.SourceHost = _source;
            request.WireBytes = _wireBytes;
            request.Receiver = this;
            request.Header = PacketHeader.Echo(isReply: false, _sent + 1, (int)_spec.Payload.Bytes);
            request.Tag = _sent++;
            if (_world.FindVm(_spec.Target) is { } vm)
            {
                request.TargetVm = vm;
                _world.Network.Send(request);
            }
            else
            {
                // Nobody has the address: the request ends at the switch.
                _world.Network.Release(request);
            }

            _next =
                _sent < _spec.Count
                    ? _loop.Schedule(
                        _loopStartedAt + (_spec.Interval * _sent),
                        EventOrder.Observer,
                        _send,
                        null
                    )
                    : default;
        }

        private void Answer(SimMessage message)
        {
            message.SourceVm = message.TargetVm;
            message.SourceHost = message.ForwardedTo;
            message.TargetVm = null;
            message.TargetHost = _source;
            message.Header = PacketHeader.Echo(
                isReply: true,
                message.Tag + 1,
                (int)_spec.Payload.Bytes
            );
            _world.Network.Send(message);
        }
    }
}
