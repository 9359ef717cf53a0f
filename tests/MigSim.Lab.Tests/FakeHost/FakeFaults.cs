using MigSim.FakeHost;
using MigSim.Faults;
using MigSim.Time;

namespace MigSim.Lab.Tests.FakeHost;

/// <summary>Breaks fake hosts.</summary>
internal sealed class FakeFaults(World world, RunClock clock) : IFaultInjector
{
    // A host takes its time to start, so that nobody misses that it was off.
    private readonly TimeSpan _startTime = TimeSpan.FromSeconds(0.4 * world.Pace);
    private readonly SortedDictionary<HostName, int> _off = [];

    public bool Supports(Fault fault) =>
        fault switch
        {
            Fault.HostCrash crash => FakeLab.Members.Contains(crash.Host),
            Fault.VmCrash crash => FakeLab.Members.Contains(crash.Host),
            _ => false,
        };

    public Task<IFaultHandle> InjectAsync(Fault fault, CancellationToken cancellationToken)
    {
        if (!Supports(fault))
        {
            throw new NotSupportedException($"{fault} cannot be had.");
        }

        TimeSpan at = clock.Now;
        if (fault is Fault.HostCrash host)
        {
            _off[host.Host] = _off.GetValueOrDefault(host.Host) + 1;
            world.PowerOff(host.Host.Value);
        }
        else if (fault is Fault.VmCrash vm)
        {
            world.Locked(() =>
            {
                if (world.Find(vm.Host.Value, vm.Vm.Value) is { } domain)
                {
                    world.Put(vm.Host.Value, domain with { State = FakeDomain.Crashed });
                }

                return true;
            });
        }

        return Task.FromResult<IFaultHandle>(new Handle(this, fault, at));
    }

    private async ValueTask HealAsync(Fault fault)
    {
        if (fault is Fault.HostCrash crash && --_off[crash.Host] == 0)
        {
            await clock.DelayAsync(_startTime, CancellationToken.None);
            world.PowerOn(crash.Host.Value);
        }
    }

    private sealed class Handle(FakeFaults faults, Fault fault, TimeSpan at) : IFaultHandle
    {
        private bool _isHealed;

        public Fault Fault => fault;

        public TimeSpan InjectedAt => at;

        public ValueTask DisposeAsync()
        {
            bool isHealed = _isHealed;
            _isHealed = true;
            return isHealed ? ValueTask.CompletedTask : faults.HealAsync(fault);
        }
    }
}
