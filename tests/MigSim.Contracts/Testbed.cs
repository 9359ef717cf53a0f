using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>A testbed in one run: all that a contract may use.</summary>
public sealed class Testbed(IServiceProvider services, CancellationToken token)
{
    /// <summary>Gets what ends the run early.</summary>
    public CancellationToken Token => token;

    public RunClock Clock => Get<RunClock>();

    public IHypervisor Hypervisor => Get<IHypervisor>();

    public ISavingHypervisor SavingHypervisor => Get<ISavingHypervisor>();

    public IProbe Probe => Get<IProbe>();

    public IHostMetrics HostMetrics => Get<IHostMetrics>();

    public IFaultInjector Faults => Get<IFaultInjector>();

    public IFailureDetector FailureDetector => Get<IFailureDetector>();

    public IFencingDevice Fencing => Get<IFencingDevice>();

    public IClusterMessaging Messaging => Get<IClusterMessaging>();

    public IClusterManager ClusterManager => Get<IClusterManager>();

    public ValueTask WaitAsync(TimeSpan delay) => Clock.DelayAsync(delay, token);

    private T Get<T>()
        where T : class =>
        services.GetService(typeof(T)) as T
        ?? throw new InvalidOperationException($"The testbed has no {typeof(T).Name}.");
}
