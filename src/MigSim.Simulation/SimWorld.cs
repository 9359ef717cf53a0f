using System.Collections.Immutable;
using System.Net;
using MigSim.Kernel;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Simulation.Web;
using MigSim.Virtualization;

namespace MigSim.Simulation;

/// <summary>Everything that exists in a simulated testbed.</summary>
internal sealed class SimWorld
{
    private readonly SortedDictionary<HostName, SimHost> _hosts = [];
    private readonly SimulationLoop _loop;
    private readonly ImmutableArray<HostName> _members;

    public SimWorld(
        SimulationLoop loop,
        Platform platform,
        HypervisorProfile profile,
        ImmutableSortedDictionary<HostName, double> ownWork
    )
    {
        _loop = loop;
        Platform = platform;
        _members = platform.Members;
        foreach (HostDescription description in platform.Hosts)
        {
            bool isMember = _members.Contains(description.Name);
            _hosts.Add(
                description.Name,
                new SimHost(
                    loop,
                    description,
                    isMember ? profile.ControlDomain : null,
                    ownWork.GetValueOrDefault(description.Name),
                    profile.Scheduler
                )
            );
        }

        foreach (LinkDescription link in platform.Links)
        {
            NetworkDescription network = platform.Networks.First(candidate =>
                candidate.Name == link.Network
            );
            Host(link.Host).AddLink(new SimLink(link, network));
        }

        Network = new SimNetwork(loop, [.. _hosts.Values]);
    }

    /// <summary>Is called when a host was powered off.</summary>
    public event Action<SimHost>? PoweredOff;

    public Platform Platform { get; }

    /// <summary>The members of the cluster, in the order of the platform.</summary>
    public ImmutableArray<HostName> Members => _members;

    public SimNetwork Network { get; }

    /// <summary>The web servers that listen, by their address.</summary>
    public Dictionary<IPAddress, SimWebServer> Servers { get; } = [];

    public IEnumerable<SimHost> Hosts => _hosts.Values;

    /// <summary>Gets a host.</summary>
    /// <exception cref="ArgumentException">No host has that name.</exception>
    public SimHost Host(HostName name) =>
        _hosts.TryGetValue(name, out SimHost? host)
            ? host
            : throw new ArgumentException($"The platform {Platform.Name} has no host {name}.");

    /// <summary>Finds a machine by its name, wherever it is.</summary>
    public SimVm? FindVm(VmName name) => FindVm(static (vm, name) => vm.Name == name, name);

    /// <summary>Finds a machine by its address, wherever it is.</summary>
    public SimVm? FindVm(IPAddress address) =>
        FindVm(static (vm, address) => vm.Spec.Address.Equals(address), address);

    private SimVm? FindVm<T>(Func<SimVm, T, bool> matches, T sought)
    {
        foreach (SimHost host in _hosts.Values)
        {
            foreach (SimVm vm in host.Vms)
            {
                if (matches(vm, sought))
                {
                    return vm;
                }
            }
        }

        return null;
    }

    /// <summary>Describes a machine as a hypervisor's list does.</summary>
    public VmStatus Status(SimVm vm) =>
        new(
            vm.Name,
            vm.Host.Name,
            vm.State,
            vm.Spec.Memory,
            vm.Spec.VirtualCpus,
            TimeSpan.FromSeconds(vm.RanFor(_loop.Now) * vm.Spec.Workload.CpuShare)
        );

    /// <summary>Powers a host off: its machines are gone, its transfers end.</summary>
    public void PowerOff(SimHost host)
    {
        if (host.IsUp)
        {
            host.IsUp = false;
            host.Failures++;
            foreach (SimVm vm in host.Vms)
            {
                vm.SetState(VmState.Crashed, _loop.Now);
            }

            host.RemoveAll();
            Network.Bulk.Abort(host);
            PoweredOff?.Invoke(host);
        }
    }

    /// <summary>Powers a host on, with no machine.</summary>
    public void PowerOn(SimHost host)
    {
        host.IsUp = true;
        Network.Bulk.Changed();
    }
}
