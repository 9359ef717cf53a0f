using MigSim.Lab.Agents;
using MigSim.Lab.Shell;
using MigSim.Virtualization;

namespace MigSim.Lab.Xen;

/// <summary>Saved machines: one file for each on storage that all members share.</summary>
/// <remarks>A file gets its name once it is whole, so that nothing half-written is ever read.</remarks>
internal sealed class XlImages(XlTool tool, XlSettings settings, XlTimes times)
{
    /// <summary>Gets the file of a machine.</summary>
    public string PathOf(VmName vm) =>
        settings.StateDirectory is { } directory
            ? Path.Combine(directory, vm.Value + ".xen")
            : throw new InvalidOperationException("No directory for saved machines is set.");

    /// <summary>Saves a machine, which is then gone from its host.</summary>
    public async Task WriteAsync(VmName vm, HostName host)
    {
        string path = PathOf(vm);
        string part = path + ".part";
        ShellResult saved = await tool.RunAsync(
            host,
            times.Image,
            CancellationToken.None,
            "save",
            vm.Value,
            part
        );
        if (saved.ExitCode != 0)
        {
            await ExecuteAsync(host, "rm", ["-f", "--", part]);
            throw XlTool.Failure(host, $"xl save {vm}", saved);
        }

        ShellResult moved = await ExecuteAsync(host, "mv", ["-f", "--", part, path]);
        if (moved.ExitCode != 0)
        {
            throw XlTool.Failure(host, $"mv {part} {path}", moved);
        }
    }

    /// <summary>Refuses a machine that is not saved.</summary>
    public async Task RefuseUnlessThereAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        string path = PathOf(vm);
        var question = new RemoteCommand("test", ["-e", path], times.Question)
        {
            IsIdempotent = true,
        };
        ShellResult result = await tool.ExecuteAsync(host, question, cancellationToken);
        if (result.ExitCode == 1)
        {
            throw new HypervisorException(HypervisorError.NothingSaved, $"{host} finds no {path}.");
        }

        if (result.ExitCode != 0)
        {
            throw XlTool.Failure(host, question.ToString(), result);
        }
    }

    /// <summary>Removes the file of a machine that runs again.</summary>
    public async Task RemoveAsync(VmName vm, HostName host)
    {
        string path = PathOf(vm);
        ShellResult removed = await ExecuteAsync(host, "rm", ["-f", "--", path]);
        if (removed.ExitCode != 0)
        {
            throw XlTool.Failure(host, $"rm {path}", removed);
        }
    }

    private Task<ShellResult> ExecuteAsync(HostName host, string program, string[] arguments) =>
        tool.ExecuteAsync(host, new(program, arguments, times.Question), CancellationToken.None);
}
