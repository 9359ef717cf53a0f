using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Physical;

/// <summary>A lab of physical hosts that run Xen; it is neither made nor taken away.</summary>
public sealed class PhysicalLab(PhysicalLabOptions options, IRemoteShell controller, RunClock clock)
    : ILab
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async Task<LabStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var hosts = ImmutableArray.CreateBuilder<LabHostStatus>();
        await using var connections = new SshConnections(clock, options.Hosts);
        SshShell shell = connections.Shell;
        foreach (HostDescription host in options.Platform.Hosts)
        {
            hosts.Add(await StatusAsync(shell, host.Name, cancellationToken));
        }

        return new(hosts.All(host => host.IsUp), hosts.ToImmutable());
    }

    /// <inheritdoc/>
    public Task<LabConnection> ConnectAsync(RunClock clock, CancellationToken cancellationToken)
    {
        SshConnections? connections = options.IsDryRun ? null : new(clock, options.Hosts);
        IRemoteShell ssh = connections is null ? controller : connections.Shell;
        var routes = ImmutableSortedDictionary.CreateBuilder<HostName, IRemoteShell>();
        routes[LabHosts.Controller] = controller;
        foreach (HostDescription host in options.Platform.Hosts)
        {
            routes[host.Name] = ssh;
        }

        HostName storage =
            options.Platform.SharedStorage
            ?? throw new LabException("The platform has no host that is not a member.");
        IPowerSwitch? power = options.Fence.IsEmpty
            ? null
            : new FenceCommand(ssh, options.Platform.Members, options.Fence);
        return Task.FromResult(
            new LabConnection
            {
                Shell = new RoutingShell(routes.ToImmutable()),
                Power = power,
                Members = options.Platform.Members,
                Storage = storage,
                Agents = options.Platform.Members.ToImmutableSortedDictionary(
                    member => member,
                    Agent
                ),
                AgentProgram = options.AgentProgram,
                Heartbeat = options.Heartbeat,
                Journal = options.IsDryRun
                    ? LabJournal.Unkept()
                    : LabJournal.Open(options.Place.JournalPath),
                Connections = connections,
            }
        );
    }

    private static async Task<LabHostStatus> StatusAsync(
        SshShell shell,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        var question = new RemoteCommand("uptime", [], AnswerTimeout) { IsIdempotent = true };
        try
        {
            ShellResult result = await shell.ExecuteAsync(host, question, cancellationToken);
            return new(host, result.ExitCode == 0, result.StandardOutput.Trim());
        }
        catch (ShellException exception)
        {
            return new(host, false, exception.Reason);
        }
    }

    private AgentSettings Agent(HostName self)
    {
        ImmutableArray<HostName> members = options.Platform.Members;
        return new()
        {
            Self = self.Value,
            Members = [.. members.Select(member => member.Value)],
            Fence = options.Fence,
            MessageAddresses = members.ToImmutableSortedDictionary(
                member => member.Value,
                member => AddressOf(member, NetworkName.Heartbeat)
            ),
            Ssh = new()
            {
                Hosts = members.ToImmutableSortedDictionary(
                    member => member.Value,
                    member => new AgentSshHost { Address = AddressOf(member, NetworkName.Lan) }
                ),
            },
            Xl = new()
            {
                MigrationHosts = members.ToImmutableSortedDictionary(
                    member => member.Value,
                    member => AddressOf(member, NetworkName.Lan)
                ),
                StateDirectory = options.StateDirectory,
            },
        };
    }

    private string AddressOf(HostName host, NetworkName network) =>
        options
            .Platform.Links.First(link => link.Host == host && link.Network == network)
            .Address.ToString();
}
