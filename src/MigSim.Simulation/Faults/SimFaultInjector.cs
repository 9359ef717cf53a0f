using MigSim.Faults;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Simulation.Faults;

/// <summary>Breaks the simulated testbed.</summary>
internal sealed class SimFaultInjector(Kernel.SimulationLoop loop, RunClock clock, SimWorld world)
    : IFaultInjector
{
    // How many handles hold a host down or a link cut: the last one to go heals it.
    private readonly Dictionary<object, int> _broken = [];

    public bool Supports(Fault fault) =>
        fault switch
        {
            Fault.HostCrash crash => HasHost(crash.Host),
            Fault.VmCrash crash => HasHost(crash.Host),
            Fault.LinkDown down => FindLink(down.Link) is not null,
            _ => false,
        };

    public Task<IFaultHandle> InjectAsync(Fault fault, CancellationToken cancellationToken)
    {
        if (!Supports(fault))
        {
            throw new NotSupportedException($"The simulated testbed cannot produce {fault}.");
        }

        Action heal = Break(fault);
        return Task.FromResult<IFaultHandle>(new Handle(fault, clock.Now, heal));
    }

    private Action Break(Fault fault)
    {
        switch (fault)
        {
            case Fault.HostCrash crash:
                SimHost host = world.Host(crash.Host);
                world.PowerOff(host);
                return Until(host, () => world.PowerOn(host));
            case Fault.VmCrash crash:
                SimVm? vm = world.FindVm(crash.Vm);
                if (vm is not null && vm.Host.Name == crash.Host)
                {
                    vm.SetState(VmState.Crashed, loop.Now);
                    vm.Host.GuestsChanged();
                }

                return () => { };
            case Fault.LinkDown down:
                SimLink link = FindLink(down.Link)!;
                SetLink(link, isUp: false);
                return Until(link, () => SetLink(link, isUp: true));
            default:
                throw new NotSupportedException($"Unknown fault {fault}.");
        }
    }

    private Action Until(object broken, Action heal)
    {
        _broken[broken] = _broken.GetValueOrDefault(broken) + 1;
        return () =>
        {
            if (--_broken[broken] == 0)
            {
                heal();
            }
        };
    }

    private void SetLink(SimLink link, bool isUp)
    {
        link.IsUp = isUp;
        world.Network.Bulk.Changed();
    }

    private bool HasHost(HostName name) => world.Hosts.Any(host => host.Name == name);

    private SimLink? FindLink(LinkName name) =>
        world.Hosts.SelectMany(host => host.Links).FirstOrDefault(l => l.Description.Name == name);

    private sealed class Handle(Fault fault, TimeSpan injectedAt, Action heal) : IFaultHandle
    {
        private Action? _heal = heal;

        public Fault Fault => fault;

        public TimeSpan InjectedAt => injectedAt;

        public ValueTask DisposeAsync()
        {
            Action? once = _heal;
            _heal = null;
            once?.Invoke();
            return ValueTask.CompletedTask;
        }
    }
}
