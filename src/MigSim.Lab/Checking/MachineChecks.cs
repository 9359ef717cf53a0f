using System.Collections.Immutable;
using System.Globalization;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.Units;

namespace MigSim.Lab.Checking;

/// <summary>Looks at whether this machine can hold a virtual lab.</summary>
public static class MachineChecks
{
    /// <summary>Looks; nothing is changed.</summary>
    /// <param name="shell">Runs commands on this machine.</param>
    /// <param name="tools">The programs that the lab needs.</param>
    /// <param name="memory">The memory that the lab takes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ImmutableArray<LabFinding>> LookAsync(
        IRemoteShell shell,
        ImmutableArray<RequiredTool> tools,
        DataSize memory,
        CancellationToken cancellationToken
    )
    {
        var question = new Question(shell, LabHosts.Controller);
        var findings = ImmutableArray.CreateBuilder<LabFinding>();
        findings.Add(await RootAsync(question, cancellationToken));
        findings.Add(await NamespacesAsync(question, cancellationToken));
        findings.Add(await TunnelAsync(question, cancellationToken));
        findings.Add(await MemoryAsync(question, memory, cancellationToken));
        foreach (RequiredTool tool in tools)
        {
            findings.Add(await ToolAsync(question, tool, cancellationToken));
        }

        return findings.ToImmutable();
    }

    private static async Task<LabFinding> RootAsync(
        Question question,
        CancellationToken cancellationToken
    )
    {
        Question.Answer answer = await question.AskAsync(cancellationToken, "id", "-u");
        return answer.Text == "0"
            ? question.Good("user", "root")
            : question.Fail("user", $"expected root, found user id {answer.FirstLine}");
    }

    private static async Task<LabFinding> NamespacesAsync(
        Question question,
        CancellationToken cancellationToken
    )
    {
        string[] all = ["--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "true"];
        Question.Answer answer = await question.AskAsync(cancellationToken, "unshare", all);
        return answer.IsYes
            ? question.Good("namespaces", "can be made")
            : question.Fail("namespaces", $"cannot be made: {answer.FirstLine}");
    }

    private static async Task<LabFinding> TunnelAsync(
        Question question,
        CancellationToken cancellationToken
    )
    {
        const string Device = "/dev/net/tun";
        Question.Answer answer = await question.AskAsync(cancellationToken, "test", "-c", Device);
        return answer.IsYes
            ? question.Good("tun", Device)
            : question.Fail("tun", $"expected the device {Device}: modprobe tun");
    }

    private static async Task<LabFinding> MemoryAsync(
        Question question,
        DataSize memory,
        CancellationToken cancellationToken
    )
    {
        Question.Answer answer = await question.AskAsync(cancellationToken, "cat", "/proc/meminfo");
        string? line = answer
            .Text.Split('\n')
            .FirstOrDefault(text => text.StartsWith("MemAvailable:", StringComparison.Ordinal));
        string number = line is null ? "" : line["MemAvailable:".Length..].Replace("kB", "").Trim();
        if (!long.TryParse(number, CultureInfo.InvariantCulture, out long kibibytes))
        {
            return question.Warn("memory", "/proc/meminfo does not say what is available");
        }

        DataSize available = DataSize.FromBytes(kibibytes * 1024);
        string detail = $"{available.Bytes >> 20} MiB available";
        return available >= memory
            ? question.Good("memory", detail)
            : question.Fail("memory", $"{detail}, expected {memory.Bytes >> 20} MiB or more");
    }

    private static async Task<LabFinding> ToolAsync(
        Question question,
        RequiredTool tool,
        CancellationToken cancellationToken
    )
    {
        const string Find = "command -v -- \"$1\"";
        Question.Answer answer = await question.AskAsync(
            cancellationToken,
            "sh",
            "-c",
            Find,
            "sh",
            tool.Program
        );
        return answer.IsYes
            ? question.Good(tool.Name, answer.FirstLine)
            : question.Fail(tool.Name, $"not found; Debian: apt-get install {tool.Package}");
    }
}
