using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MigSim.Experiments.Testbeds;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Metrics;
using MigSim.Lab.Shell;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Cli.Labs;

/// <summary>What the hosts of a lab do, asked where it is known best; a host that dies says no more.</summary>
internal sealed class LabMetrics : IHostMetrics
{
    private readonly ImmutableArray<HostName> _xenHosts;
    private readonly ProcHostMetrics _proc;
    private readonly XentopHostMetrics _xentop;

    public LabMetrics(TestbedDescription testbed, LabConnection lab, RunClock clock)
    {
        ImmutableSortedDictionary<HostName, DataSize> memory = ProcHostMetrics.NamespaceMemory(
            testbed.Platform
        );
        bool isNamespaces = testbed.Kind == TestbedKind.Namespaces;
        _xenHosts = testbed.Hypervisor == LabHypervisor.Xl ? lab.Members : [];
        _xentop = new(lab.Shell, memory);
        _proc = new(
            lab.Shell,
            clock,
            isNamespaces ? memory : ImmutableSortedDictionary<HostName, DataSize>.Empty
        );
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<HostSample> SampleAsync(
        HostName host,
        TimeSpan interval,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        IHostMetrics metrics = _xenHosts.Contains(host) ? _xentop : _proc;
        await using IAsyncEnumerator<HostSample> samples = metrics
            .SampleAsync(host, interval, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(samples))
        {
            yield return samples.Current;
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<HostSample> samples)
    {
        try
        {
            return await samples.MoveNextAsync();
        }
        catch (ShellException)
        {
            return false;
        }
    }
}
