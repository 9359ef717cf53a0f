using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;

namespace MigSim.Lab.Checking;

/// <summary>Looks at whether the hosts of a lab are ready for a run.</summary>
/// <remarks>Nothing is changed on any host.</remarks>
public sealed class HostChecks
{
    private static readonly TimeSpan ClockErrorMax = TimeSpan.FromMilliseconds(50);

    private readonly LabConnection _lab;
    private readonly ImmutableArray<LabFinding>.Builder _findings =
        ImmutableArray.CreateBuilder<LabFinding>();

    private HostChecks(LabConnection lab) => _lab = lab;

    /// <summary>Looks at every host of a lab that can be used.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="progress">Is told what is looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ImmutableArray<LabFinding>> LookAsync(
        LabConnection lab,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(lab);
        var checks = new HostChecks(lab);
        foreach (HostName host in lab.Members.Append(lab.Storage))
        {
            progress?.Report($"look at {host}");
            await checks.LookAsync(host, cancellationToken);
        }

        return checks._findings.ToImmutable();
    }

    private async Task LookAsync(HostName host, CancellationToken cancellationToken)
    {
        var question = new Question(_lab.Shell, host);
        Question.Answer kernel = await question.AskAsync(cancellationToken, "uname", "-sr");
        if (!kernel.IsYes)
        {
            _findings.Add(question.Fail("reachable", kernel.FirstLine));
            return;
        }

        _findings.Add(question.Good("reachable", kernel.FirstLine));
        Question.Answer user = await question.AskAsync(cancellationToken, "id", "-u");
        bool isRoot = user.Text == "0";
        _findings.Add(
            isRoot
                ? question.Good("user", "root")
                : question.Fail("user", $"expected root, found user id {user.FirstLine}")
        );
        await ClockAsync(question, cancellationToken);
        if (host == _lab.Storage)
        {
            await ToolAsync(question, "ping", cancellationToken, "-V");
            return;
        }

        await MemberAsync(question, _lab.Agents[host], cancellationToken);
    }

    private async Task MemberAsync(
        Question question,
        AgentSettings agent,
        CancellationToken cancellationToken
    )
    {
        if (agent.Xl is { } xl)
        {
            await XlAsync(question, agent, xl, cancellationToken);
        }
        else
        {
            string qemu = agent.Qemu?.Program ?? "qemu-system-x86_64";
            await ToolAsync(question, qemu, cancellationToken, "--version");
        }

        await HeartbeatAsync(question, cancellationToken);
        await PeersAsync(question, agent, cancellationToken);
        if (agent.Fence.Length == 0)
        {
            _findings.Add(
                question.Warn("fence", "none: machines of a host that is silent stay lost")
            );
        }
        else
        {
            await ToolAsync(question, agent.Fence[0], cancellationToken);
        }
    }

    private async Task ClockAsync(Question question, CancellationToken cancellationToken)
    {
        try
        {
            HostClockOffset clock = await HostClockOffset.MeasureAsync(
                _lab.Shell,
                question.Host,
                cancellationToken
            );
            string detail = $"known to {clock.Error.TotalMilliseconds:0.0} ms";
            _findings.Add(
                clock.Error <= ClockErrorMax
                    ? question.Good("clock", detail)
                    : question.Warn("clock", $"{detail}; events of hosts may change their order")
            );
        }
        catch (Exception exception) when (exception is ShellException or TranscriptException)
        {
            _findings.Add(question.Fail("clock", exception.Message));
        }
    }

    private async Task ToolAsync(
        Question question,
        string program,
        CancellationToken cancellationToken,
        params string[] version
    )
    {
        string name = Path.GetFileName(program);
        Question.Answer answer = await question.AskAsync(
            cancellationToken,
            "sh",
            "-c",
            "command -v -- \"$1\"",
            "sh",
            program
        );
        if (!answer.IsYes)
        {
            _findings.Add(question.Fail(name, $"'{program}' was not found"));
            return;
        }

        string detail = answer.FirstLine;
        if (version.Length > 0)
        {
            detail = (await question.AskAsync(cancellationToken, program, version)).FirstLine;
        }

        _findings.Add(question.Good(name, detail));
    }

    private async Task XlAsync(
        Question question,
        AgentSettings agent,
        XlSettings xl,
        CancellationToken cancellationToken
    )
    {
        Question.Answer info = await question.AskAsync(cancellationToken, xl.Program, "info");
        if (!info.IsYes)
        {
            _findings.Add(question.Fail("xl", info.FirstLine));
            return;
        }

        try
        {
            XlInfo parsed = XlInfoParser.Parse(info.Text + "\n");
            long needed = agent.Machines.Sum(machine => machine.MemoryBytes);
            string detail = $"Xen, {parsed.FreeMemory.Bytes >> 20} MiB free";
            _findings.Add(
                parsed.FreeMemory.Bytes >= needed
                    ? question.Good("xl", detail)
                    : question.Fail("xl", $"{detail}, the machines take {needed >> 20} MiB")
            );
        }
        catch (TranscriptException exception)
        {
            _findings.Add(question.Fail("xl", exception.Message));
        }

        foreach (AgentMachine machine in agent.Machines)
        {
            string path = machine.XlConfiguration ?? "";
            Question.Answer there = await question.AskAsync(cancellationToken, "test", "-r", path);
            _findings.Add(
                there.IsYes
                    ? question.Good($"machine {machine.Name}", path)
                    : question.Fail($"machine {machine.Name}", $"no file '{path}' can be read")
            );
        }
    }

    private async Task HeartbeatAsync(Question question, CancellationToken cancellationToken)
    {
        HeartbeatPlace place = _lab.Heartbeat;
        await ToolAsync(question, place.Program, cancellationToken, "-V");
        Question.Answer card = await question.AskAsync(
            cancellationToken,
            "test",
            "-d",
            $"/sys/class/net/{place.Interface}"
        );
        _findings.Add(
            card.IsYes
                ? question.Good("heartbeat LAN", place.Interface)
                : question.Fail("heartbeat LAN", $"no network card '{place.Interface}'")
        );
        Question.Answer runs = await question.AskAsync(
            cancellationToken,
            "pgrep",
            "-f",
            // Not to be found in its own arguments, nor in those of what carries it.
            "[h]eartbeat: master control process"
        );
        _findings.Add(
            runs.ExitCode switch
            {
                0 => question.Fail("heartbeat runs", "a run starts it itself: stop it first"),
                1 => question.Good("heartbeat runs", "not yet"),
                _ => question.Warn("heartbeat runs", $"not known: {runs.FirstLine}"),
            }
        );
    }

    // As the agent will reach its peers: with its keys, not with ours.
    private async Task PeersAsync(
        Question question,
        AgentSettings agent,
        CancellationToken cancellationToken
    )
    {
        foreach (HostName peer in _lab.Members.Where(member => member != question.Host))
        {
            AgentSshHost target = agent.Ssh.Hosts.TryGetValue(peer.Value, out AgentSshHost? known)
                ? known
                : new AgentSshHost { Address = peer.Value };
            string[] words =
            [
                .. target.Options.SelectMany(option => new[] { "-o", option }),
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=5",
                .. target.Port is { } port ? new[] { "-p", $"{port}" } : [],
                .. target.User is { } user ? new[] { "-l", user } : [],
                .. target.IdentityFile is { } key ? new[] { "-i", key } : [],
                "--",
                target.Address,
                "true",
            ];
            Question.Answer answer = await question.AskAsync(cancellationToken, "ssh", words);
            string subject = $"ssh to {peer}";
            _findings.Add(
                answer.IsYes
                    ? question.Good(subject, target.Address)
                    : question.Fail(subject, answer.FirstLine)
            );
        }
    }
}
