using System.Security.Cryptography;
using System.Text;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;

namespace MigSim.Lab.XenNested;

/// <summary>The images of a node and of a guest: built once from Debian's packages, and kept.</summary>
/// <remarks>
/// Their directory carries a digest of the scripts and sources they are built from, so that a change
/// of those builds new ones. Newer packages do not; delete the directory to get those.
/// </remarks>
internal static class NestedImage
{
    private const string Builder = "build.sh";

    private static readonly TimeSpan BuildTimeout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FileTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Gets the directory that the images are in, or will be.</summary>
    public static string PathIn(string cacheDirectory)
    {
        var all = new StringBuilder();
        foreach (string name in NestedScript.Names)
        {
            all.Append(name).Append('\0').Append(NestedScript.Read(name)).Append('\0');
        }

        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString()));
        string version = Convert.ToHexStringLower(digest)[..12];
        return NestedWord.CheckPath(Path.Combine(cacheDirectory, $"xen-nested-{version}"));
    }

    /// <summary>Builds the images unless they are there; they appear whole or not at all.</summary>
    /// <exception cref="LabException">They cannot be built.</exception>
    public static async Task EnsureAsync(
        string path,
        IRemoteShell shell,
        LabJournal journal,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        if (Directory.Exists(path))
        {
            return;
        }

        progress.Report("building the images of the nodes, which takes a minute");
        string work = $"{path}.{Environment.ProcessId}";
        JournalEntry entry = journal.Note(
            "half-built images",
            new(LabHosts.Controller, "rm", ["-rf", "--one-file-system", "--", work], 120)
        );
        await RunAsync("mkdir", ["-p", "--", $"{work}/source"]);
        foreach (string name in NestedScript.Names)
        {
            string file = $"{work}/source/{name}";
            await RunAsync(
                "sh",
                ["-c", "printf %s \"$2\" > \"$1\"", "sh", file, NestedScript.Read(name)]
            );
        }

        await BuildAsync(work, shell, progress, cancellationToken);

        // Somebody else may have been faster.
        await RunAsync(
            "sh",
            ["-c", "[ -e \"$2\" ] && rm -rf -- \"$1\" || mv -T -- \"$1\" \"$2\"", "sh", work, path]
        );
        journal.Settle(entry);

        Task RunAsync(string program, string[] arguments) =>
            NestedCommand.RunAsync(
                shell,
                new(program, arguments, FileTimeout),
                "cannot write the images",
                cancellationToken
            );
    }

    private static async Task BuildAsync(
        string work,
        IRemoteShell shell,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        string complaint = "";
        try
        {
            RemoteCommand command = NestedScript.Command(Builder, BuildTimeout, work);
            await foreach (
                ShellLine line in shell.StreamAsync(LabHosts.Controller, command, cancellationToken)
            )
            {
                if (line.Source == ShellSource.Output)
                {
                    progress.Report(line.Text);
                }
                else
                {
                    complaint += line.Text + "\n";
                }
            }
        }
        catch (ShellException exception)
        {
            throw new LabException(
                $"The images cannot be built: {exception.Reason}\n{complaint}".TrimEnd(),
                exception
            );
        }
    }
}
