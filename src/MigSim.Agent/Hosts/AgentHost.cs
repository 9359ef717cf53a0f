using System.Collections.Immutable;
using System.Net;
using MigSim.Clustering;
using MigSim.Failover;
using MigSim.Failover.Scripts;
using MigSim.Lab.Agents;
using MigSim.Lab.Messaging;
using MigSim.Lab.Qemu;
using MigSim.Lab.Shell;
using MigSim.Lab.Xen;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Agent.Hosts;

/// <summary>Puts together what a call of the program needs, from the settings of its host.</summary>
internal sealed class AgentHost
{
    private readonly AgentSettings _settings;
    private readonly TimeProvider _time;
    private readonly SshShell _ssh;
    private readonly QemuVerbs? _verbs;
    private readonly IRemoteShell _shell;
    private readonly LocalShell _local;

    /// <summary>Puts it together; nothing is connected or started yet.</summary>
    /// <exception cref="ArgumentException">The settings do not say which hypervisor there is.</exception>
    public AgentHost(AgentSettings settings, RunClock clock, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        Self = new(settings.Self);
        Log = new(settings.Log);
        var limits = new ShellLimits();
        _local = new LocalShell(clock, limits);

        // Shared connections outlive this call, for the next one.
        Directory.CreateDirectory(settings.Ssh.ControlDirectory);
        _ssh = new SshShell(clock, limits, Options(settings.Ssh));
        if (settings.Qemu is { } qemu)
        {
            _verbs = new(settings, Route(_local), Carry(qemu), clock, time);
            var self = new SelfShell(_local, clock, settings.Ssh.AgentProgram, _verbs);
            _shell = Route(self);
        }
        else
        {
            _shell = Route(_local);
        }

        Hypervisor = new LoggingHypervisor(CreateHypervisor(clock), Log, () => UnixSeconds);
        Messaging = new UdpClusterMessaging(
            Self,
            settings.MessageAddresses.ToImmutableSortedDictionary(
                pair => new HostName(pair.Key),
                pair => IPAddress.Parse(pair.Value)
            ),
            settings.MessagePort
        );
    }

    /// <summary>Gets the name of this host.</summary>
    public HostName Self { get; }

    public AgentLog Log { get; }

    public ISavingHypervisor Hypervisor { get; }

    public IClusterMessaging Messaging { get; }

    public TimeSpan MigrationTimeout => TimeSpan.FromSeconds(_settings.MigrationTimeoutSeconds);

    /// <summary>Gets the time of day, to a microsecond or better.</summary>
    public decimal UnixSeconds =>
        (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;

    /// <summary>Tells whether a machine is one of the settings'.</summary>
    public bool Knows(VmName vm) => _settings.Machines.Any(machine => machine.Name == vm.Value);

    /// <summary>Finds the hypervisor's program; its name if it is not there.</summary>
    public string? MissingProgram()
    {
        string program = _settings.Qemu?.Program ?? _settings.Xl!.Program;
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        string[] places = [.. path.Split(':'), "/usr/local/sbin", "/usr/sbin", "/sbin"];
        return places.Any(place => File.Exists(Path.Combine(place, program))) ? null : program;
    }

    /// <summary>Makes the script that the settings name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public IResourceScript CreateScript() =>
        _settings.Script switch
        {
            "live-migrate" => new LiveMigrateScript(Hypervisor, Messaging, CreateDirectory()),
            "stop-start" => CreateStopStartScript(),
            _ => throw new ArgumentException(
                $"script: expected live-migrate or stop-start, found '{_settings.Script}'"
            ),
        };

    /// <summary>Makes the script that stops a machine here and starts it there.</summary>
    /// <exception cref="ArgumentException">The settings do not say how.</exception>
    public StopStartScript CreateStopStartScript() =>
        new(
            Hypervisor,
            CreateDirectory(),
            _settings.Restart switch
            {
                "save-restore" => RestartMode.SaveRestore,
                "reboot" => RestartMode.Reboot,
                _ => throw new ArgumentException(
                    $"restart: expected save-restore or reboot, found '{_settings.Restart}'"
                ),
            }
        );

    /// <summary>Carries out a verb about this host's machines.</summary>
    /// <exception cref="ArgumentException">There is no such verb here.</exception>
    public Task<int> RunVerbAsync(
        IReadOnlyList<string> words,
        CancellationToken cancellationToken
    ) =>
        (
            _verbs ?? throw new ArgumentException("vm: the machines of this host are not QEMU's")
        ).ExecuteAsync(words, Console.Out.WriteLine, cancellationToken);

    private static SshOptions Options(AgentSsh ssh) =>
        new()
        {
            ControlDirectory = ssh.ControlDirectory,
            Hosts = ssh.Hosts.ToImmutableSortedDictionary(
                pair => new HostName(pair.Key),
                pair => new SshHost(pair.Value.Address)
                {
                    Port = pair.Value.Port,
                    User = pair.Value.User,
                    IdentityFile = pair.Value.IdentityFile,
                    Options = pair.Value.Options,
                }
            ),
        };

    private MachineDirectory CreateDirectory() =>
        new(
            [.. _settings.Machines.Select(Spec)],
            [.. _settings.Members.Select(name => new HostName(name))],
            new CommandFencing(Self, _settings.Fence, _local),
            MigrationTimeout
        );

    private static VmSpec Spec(AgentMachine machine) =>
        new(
            new(machine.Name),
            DataSize.FromBytes(machine.MemoryBytes),
            machine.VirtualCpus,
            IPAddress.Parse(machine.Address.Split('/')[0]),
            new(
                machine.Name,
                CpuShare: 0,
                [
                    .. machine.Writes.Select(
                        (pages, index) =>
                            new PageClass($"class {index}", pages.Pages, pages.RewritesPerSecond)
                    ),
                ]
            ),
            Engine: ""
        );

    private ISavingHypervisor CreateHypervisor(RunClock clock) =>
        _settings switch
        {
            { Qemu: not null, Xl: null } => new QmpHypervisor(
                _shell,
                clock,
                [.. _settings.Members.Select(name => new HostName(name))],
                _settings.Machines,
                _settings.Ssh.AgentProgram
            ),
            { Xl: { } xl, Qemu: null } => new XlHypervisor(
                clock,
                _shell,
                xl,
                _settings
                    .Machines.Where(machine => machine.XlConfiguration is not null)
                    .ToImmutableSortedDictionary(
                        machine => new VmName(machine.Name),
                        machine => machine.XlConfiguration!
                    )
            ),
            _ => throw new ArgumentException("expected settings of qemu or of xl, one of the two"),
        };

    private RoutingShell Route(IRemoteShell self)
    {
        IEnumerable<string> names =
        [
            .. _settings.Members,
            .. _settings.Ssh.Hosts.Keys,
            _settings.Qemu?.StateHost ?? _settings.Self,
        ];
        return new(
            names
                .Distinct()
                .ToImmutableSortedDictionary(
                    name => new HostName(name),
                    IRemoteShell (name) => name == _settings.Self ? self : _ssh
                )
        );
    }

    private Func<string[], IReadOnlyList<string>> Carry(QemuSettings qemu) =>
        words =>
            qemu.StateHost == _settings.Self ? words : _ssh.PipeWords(new(qemu.StateHost), words);
}
