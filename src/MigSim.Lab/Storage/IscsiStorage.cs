using System.Globalization;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Units;

namespace MigSim.Lab.Storage;

/// <summary>Disks for machines, served over iSCSI by <c>tgtd</c> on the storage host.</summary>
/// <remarks>
/// QEMU opens such a disk by its URL alone, so it can be moved with the machine. The files are sparse.
/// </remarks>
/// <param name="shell">The way to the storage host.</param>
/// <param name="journal">Notes each disk, so that it is removed again.</param>
/// <param name="host">The storage host.</param>
/// <param name="address">Its address, as the members see it.</param>
/// <param name="directory">Where it keeps the files.</param>
public sealed class IscsiStorage(
    IRemoteShell shell,
    LabJournal journal,
    HostName host,
    string address,
    string directory = IscsiStorage.DefaultDirectory
)
{
    /// <summary>Where the files are unless something else is said.</summary>
    public const string DefaultDirectory = "/var/lib/migsim/disks";

    private const string NamePrefix = "iqn.2026-11.migsim.lab:";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private bool _isServerNoted;

    /// <summary>Makes an empty disk; one that was made for the same machine before is replaced.</summary>
    /// <returns>Its URL, as in <c>iscsi://10.0.0.9/iqn.2026-11.migsim.lab:x0/1</c>.</returns>
    /// <exception cref="LabException">It cannot be made, or the name cannot be used.</exception>
    public async Task<string> ProvideAsync(
        VmName vm,
        DataSize size,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Bytes, 512);
        string target = NamePrefix + PlainName.Require(vm.Value);
        string file = $"{directory}/{vm}.img";
        if (!_isServerNoted)
        {
            _isServerNoted = true;
            journal.Note($"iSCSI server on {host}", Undo(IscsiScripts.StopServer, directory));
        }

        journal.Note($"disk of {vm} on {host}", Undo(IscsiScripts.Remove, target, file));
        ShellResult result = await shell.ExecuteAsync(
            host,
            new(
                "sh",
                [
                    "-c",
                    IscsiScripts.Provide,
                    "migsim",
                    directory,
                    target,
                    file,
                    size.Bytes.ToString(CultureInfo.InvariantCulture),
                ],
                Timeout
            ),
            cancellationToken
        );
        return result.ExitCode == 0
            ? $"iscsi://{address}/{target}/1"
            : throw new LabException(
                $"The disk of {vm} cannot be made on {host}: {result.StandardError.Trim()}"
            );
    }

    private UndoStep Undo(string script, params string[] arguments) =>
        new(host, "sh", ["-c", script, "migsim", .. arguments]);
}
