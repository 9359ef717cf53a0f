using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Models.Overhead;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Simulation.Measurement;

/// <summary>What the simulated hosts' processors, memory and links do.</summary>
internal sealed class SimHostMetrics(SimulationLoop loop, RunClock clock, SimWorld world)
    : IHostMetrics
{
    /// <summary>The name by which Xen lists the control domain.</summary>
    public const string ControlDomain = "Domain-0";

    public async IAsyncEnumerable<HostSample> SampleAsync(
        HostName host,
        TimeSpan interval,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        SimHost observed = world.Host(host);
        Totals before = Read(observed);
        await foreach (TimeSpan _ in clock.TicksAsync(interval, cancellationToken))
        {
            Totals now = Read(observed);
            yield return Sample(observed, before, now);
            before = now;
        }
    }

    private sealed record Totals(
        SimTime At,
        double ControlDomain,
        double Guests,
        IReadOnlyDictionary<VmName, double> RanFor,
        IReadOnlyDictionary<VmName, double> Served,
        IReadOnlyDictionary<VmName, ProcessorShare> Seconds
    );

    private Totals Read(SimHost host)
    {
        SimTime now = loop.Now;
        return new Totals(
            now,
            Integral(host.CopyingOverTime, now)
                + Integral(host.TrafficOverTime, now)
                + host.PacketSeconds,
            Integral(host.GuestsOverTime, now) + host.ServedSeconds,
            host.Vms.ToDictionary(vm => vm.Name, vm => vm.RanFor(now)),
            host.Vms.ToDictionary(vm => vm.Name, vm => vm.ServedSeconds),
            host.Vms.ToDictionary(
                vm => vm.Name,
                vm => new ProcessorShare(vm.OwnSeconds(now), vm.DriverSeconds(now))
            )
        );
    }

    private static double Integral(TimeWeightedMonitor monitor, SimTime now) =>
        monitor.Mean(now) * now.SecondsSince(monitor.Start);

    private HostSample Sample(SimHost host, Totals before, Totals now)
    {
        double seconds = now.At.SecondsSince(before.At);
        double controlDomain = (now.ControlDomain - before.ControlDomain) / seconds;
        double guests = (now.Guests - before.Guests) / seconds;
        var domains = ImmutableArray.CreateBuilder<DomainSample>();
        if (host.ControlDomain is not null)
        {
            domains.Add(new DomainSample(ControlDomain, controlDomain, DataSize.Zero));
        }

        foreach (SimVm vm in host.Vms.OrderBy(vm => vm.Name))
        {
            // A machine that came in the meantime counts from zero on this host.
            double ran = now.RanFor[vm.Name] - before.RanFor.GetValueOrDefault(vm.Name);
            double served = now.Served[vm.Name] - before.Served.GetValueOrDefault(vm.Name);
            double share = (ran / seconds * vm.Spec.Workload.CpuShare) + (served / seconds);
            if (host.HasScheduler)
            {
                // A machine that came in the meantime brought its seconds along.
                ProcessorShare until = now.Seconds[vm.Name];
                ProcessorShare since = before.Seconds.GetValueOrDefault(vm.Name, until);
                share = (until.Own - since.Own + served) / seconds;
                domains.Add(
                    new DomainSample(vm.Name.Value, share, vm.Spec.Memory)
                    {
                        ChargedUtilization = share + ((until.Driver - since.Driver) / seconds),
                    }
                );
                continue;
            }

            domains.Add(new DomainSample(vm.Name.Value, share, vm.Spec.Memory));
        }

        return new HostSample(
            clock.Now,
            host.Name,
            Math.Min(controlDomain + guests, host.Description.Processors),
            host.MemoryFree,
            DataSize.FromBytes(host.Link(NetworkName.Lan).Down.TotalBytes(now.At)),
            DataSize.FromBytes(host.Link(NetworkName.Lan).Up.TotalBytes(now.At)),
            domains.ToImmutable()
        );
    }
}
