using System.Collections.Immutable;
using MigSim.Faults;
using MigSim.Lab.Heartbeat;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Lab.Faults;

/// <summary>Breaks a lab on purpose; the journal heals it if nobody else does.</summary>
/// <remarks>
/// A crash of the cluster manager is not healed by itself: its daemon is started again by the cluster
/// manager. Delay and loss of packets cannot be had: the kernel's netem is missing on many machines.
/// </remarks>
public sealed class LabFaultInjector(LabConnection connection, RunClock clock) : IFaultInjector
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // How many handles keep a fault in force, and what heals it: the last one to go does.
    private readonly Dictionary<Fault, (int Handles, Func<Task> Heal)> _inForce = [];

    /// <inheritdoc/>
    public bool Supports(Fault fault) =>
        fault switch
        {
            Fault.HostCrash crash => connection.Power is not null && IsMember(crash.Host),
            Fault.ClusterManagerCrash crash => IsMember(crash.Host),
            Fault.LinkDown down => Find(down.Link) is not null,
            Fault.LinkDegraded degraded => Find(degraded.Link) is not null
                && degraded.Bandwidth.BitsPerSecond >= 8,
            _ => false,
        };

    /// <inheritdoc/>
    /// <exception cref="LabException">The lab refuses.</exception>
    public async Task<IFaultHandle> InjectAsync(Fault fault, CancellationToken cancellationToken)
    {
        if (!Supports(fault))
        {
            throw new NotSupportedException($"This lab cannot produce {fault}.");
        }

        TimeSpan injectedAt = clock.Now;
        if (!_inForce.TryGetValue(fault, out (int Handles, Func<Task> Heal) known))
        {
            known = (0, await BreakAsync(fault, cancellationToken));
        }

        _inForce[fault] = known with { Handles = known.Handles + 1 };
        return new Handle(fault, injectedAt, () => HealAsync(fault));
    }

    private static RemoteCommand Command(LabLinkEnd end, params string[] words)
    {
        string[] all = [.. end.Enter, .. words];
        return new(all[0], all[1..], Timeout);
    }

    private static UndoStep Undo(LabLinkEnd end, RemoteCommand command) =>
        new(end.Host, command.Program, [.. command.Arguments], Timeout.TotalSeconds);

    private Task<Func<Task>> BreakAsync(Fault fault, CancellationToken cancellationToken) =>
        fault switch
        {
            Fault.HostCrash crash => CrashAsync(crash, cancellationToken),
            Fault.LinkDown down => CutAsync(Find(down.Link)!, cancellationToken),
            Fault.LinkDegraded degraded => DegradeAsync(
                Find(degraded.Link)!,
                degraded.Bandwidth,
                cancellationToken
            ),
            Fault.ClusterManagerCrash crash => KillAsync(crash, cancellationToken),
            _ => throw new NotSupportedException($"Unknown fault {fault}."),
        };

    private Task HealAsync(Fault fault)
    {
        (int handles, Func<Task> heal) = _inForce[fault];
        if (handles > 1)
        {
            _inForce[fault] = (handles - 1, heal);
            return Task.CompletedTask;
        }

        _inForce.Remove(fault);
        return heal();
    }

    private async Task<Func<Task>> CrashAsync(
        Fault.HostCrash crash,
        CancellationToken cancellationToken
    )
    {
        IPowerSwitch power = connection.Power!;
        await power.OffAsync(crash.Host, cancellationToken);
        return () => power.OnAsync(crash.Host, CancellationToken.None);
    }

    private async Task<Func<Task>> KillAsync(
        Fault.ClusterManagerCrash crash,
        CancellationToken cancellationToken
    )
    {
        await RunAsync(
            crash.Host,
            new(
                "sh",
                ["-c", HeartbeatScripts.Kill, "migsim", connection.Heartbeat.Program],
                Timeout
            ),
            cancellationToken
        );
        return () => Task.CompletedTask;
    }

    private async Task<Func<Task>> CutAsync(LabLink link, CancellationToken cancellationToken)
    {
        LabLinkEnd end = link.Ends[0];
        RemoteCommand up = Command(end, "ip", "link", "set", end.Device, "up");
        JournalEntry entry = connection.Journal.Note($"link {link.Name} down", Undo(end, up));
        await RunAsync(
            end.Host,
            Command(end, "ip", "link", "set", end.Device, "down"),
            cancellationToken
        );
        return () => UndoAsync([(end, up, entry)]);
    }

    private async Task<Func<Task>> DegradeAsync(
        LabLink link,
        DataRate bandwidth,
        CancellationToken cancellationToken
    )
    {
        var undo = new List<(LabLinkEnd, RemoteCommand, JournalEntry)>();
        foreach (LabLinkEnd end in link.Ends)
        {
            RemoteCommand back = Shape(end, end.Shaping);
            undo.Add(
                (end, back, connection.Journal.Note($"link {link.Name} slow", Undo(end, back)))
            );
            await RunAsync(
                end.Host,
                Shape(end, LinkShaping.TokenBucket(bandwidth, LinkShaping.DefaultQueue)),
                cancellationToken
            );
        }

        return () => UndoAsync(undo);
    }

    private static RemoteCommand Shape(LabLinkEnd end, ImmutableArray<string> words) =>
        words.IsEmpty
            ? Command(
                end,
                "sh",
                "-c",
                "tc qdisc delete dev \"$0\" root 2>/dev/null || tc qdisc show dev \"$0\" >/dev/null",
                end.Device
            )
            : Command(end, ["tc", "qdisc", "replace", "dev", end.Device, "root", .. words]);

    private async Task UndoAsync(IEnumerable<(LabLinkEnd, RemoteCommand, JournalEntry)> steps)
    {
        foreach ((LabLinkEnd end, RemoteCommand command, JournalEntry entry) in steps.Reverse())
        {
            await RunAsync(end.Host, command, CancellationToken.None);
            connection.Journal.Settle(entry);
        }
    }

    private async Task RunAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        ShellResult result = await connection.Shell.ExecuteAsync(host, command, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new LabException($"{host}: '{command}': {result.StandardError.Trim()}");
        }
    }

    private bool IsMember(HostName host) => connection.Members.Contains(host);

    private LabLink? Find(LinkName name) => connection.Links.FirstOrDefault(l => l.Name == name);

    private sealed class Handle(Fault fault, TimeSpan injectedAt, Func<Task> heal) : IFaultHandle
    {
        private Func<Task>? _heal = heal;

        public Fault Fault => fault;

        public TimeSpan InjectedAt => injectedAt;

        public async ValueTask DisposeAsync()
        {
            Func<Task>? once = _heal;
            _heal = null;
            if (once is not null)
            {
                await once();
            }
        }
    }
}
