using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using MigSim.Faults;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Tools;

/// <summary>Machines that exist or do not, and a shell whose ping tells which.</summary>
internal sealed class FakeLan(RunClock clock) : IRemoteShell, IHypervisor, IFaultInjector
{
    // 2026-11-23: any time of day will do.
    private static readonly TimeSpan Epoch = TimeSpan.FromSeconds(1795410973);
    private static readonly TimeSpan RoundTripTime = TimeSpan.FromMilliseconds(1.5);

    private readonly Dictionary<VmName, (VmSpec Spec, HostName Host)> _machines = [];
    private readonly HashSet<HostName> _down = [];
    private readonly HashSet<LinkName> _cut = [];

    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        Assert.Equal("date", command.Program);
        return Task.FromResult(new ShellResult(0, Stamp() + "\n", "", clock.Now, TimeSpan.Zero));
    }

    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Assert.Equal("ping", command.Program);
        TimeSpan interval = TimeSpan.FromSeconds(
            double.Parse(Option(command, "-i"), CultureInfo.InvariantCulture)
        );
        int count = int.Parse(Option(command, "-c"), CultureInfo.InvariantCulture);
        string target = command.Arguments[^1];
        TimeSpan begin = clock.Now;
        int received = 0;
        bool isOpen = false;
        yield return Line($"PING {target} ({target}) 56(84) bytes of data.");
        for (int sequence = 1; sequence <= count; sequence++)
        {
            await clock.DelayUntilAsync(begin + (interval * (sequence - 1)), cancellationToken);
            if (isOpen)
            {
                yield return Line($"[{Stamp()}] no answer yet for icmp_seq={sequence - 1}");
            }

            isOpen = !Answers(IPAddress.Parse(target));
            if (!isOpen)
            {
                await clock.DelayAsync(RoundTripTime, cancellationToken);
                received++;
                yield return Line(
                    $"[{Stamp()}] 64 bytes from {target}: icmp_seq={sequence} ttl=64 time=1.50 ms"
                );
            }
        }

        yield return Line("");
        yield return Line($"--- {target} ping statistics ---");
        yield return Line(
            $"{count} packets transmitted, {received} received, 0% packet loss, time 1ms"
        );
    }

    public Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        _machines[spec.Name] = (spec, host);
        return Task.FromResult(
            new VmStatus(
                spec.Name,
                host,
                VmState.Running,
                spec.Memory,
                spec.VirtualCpus,
                TimeSpan.Zero
            )
        );
    }

    public Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    )
    {
        _machines[request.Vm] = (_machines[request.Vm].Spec, request.Target);
        return Task.FromResult(
            new MigrationReport(
                request,
                MigrationStatus.Completed,
                clock.Now,
                TimeSpan.Zero,
                null,
                null,
                null,
                null
            )
        );
    }

    public Task<IReadOnlyList<VmStatus>> ListAsync(
        HostName host,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public bool Supports(Fault fault) => fault is Fault.HostCrash or Fault.LinkDown;

    public Task<IFaultHandle> InjectAsync(Fault fault, CancellationToken cancellationToken)
    {
        if (fault is Fault.HostCrash crash)
        {
            _down.Add(crash.Host);
        }
        else if (fault is Fault.LinkDown down)
        {
            _cut.Add(down.Link);
        }

        return Task.FromResult<IFaultHandle>(new Handle(this, fault, clock.Now));
    }

    private static string Option(RemoteCommand command, string name) =>
        command.Arguments[command.Arguments.ToList().IndexOf(name) + 1];

    private bool Answers(IPAddress address) =>
        _machines.Values.Any(machine =>
            machine.Spec.Address.Equals(address)
            && !_down.Contains(machine.Host)
            && !_cut.Contains(LinkName.Of(machine.Host, NetworkName.Lan))
        );

    private ShellLine Line(string text) => new(clock.Now, text);

    private string Stamp() =>
        (Epoch + clock.Now).TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);

    private sealed class Handle(FakeLan lan, Fault fault, TimeSpan at) : IFaultHandle
    {
        public Fault Fault => fault;

        public TimeSpan InjectedAt => at;

        public ValueTask DisposeAsync()
        {
            if (fault is Fault.LinkDown down)
            {
                lan._cut.Remove(down.Link);
            }

            return ValueTask.CompletedTask;
        }
    }
}
