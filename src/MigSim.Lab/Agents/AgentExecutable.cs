using System.Security.Cryptography;
using System.Text;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Agents;

/// <summary>Finds the agent's native program, or builds it where the program runs from its sources.</summary>
/// <remarks>
/// It is looked for beside the running program. In a tree of sources it is built by <c>dotnet publish</c>,
/// which needs gcc, and kept; another one is built when a source file changes.
/// </remarks>
/// <param name="shell">Runs the build.</param>
/// <param name="host">Where it runs: this machine.</param>
/// <param name="cacheDirectory">Where built programs are kept, as in <see cref="LabPlace.CacheDirectory"/>.</param>
public sealed class AgentExecutable(IRemoteShell shell, HostName host, string cacheDirectory)
{
    /// <summary>The file's name.</summary>
    public const string ProgramName = "migsim-agent";

    private const string Project = "src/MigSim.Agent/MigSim.Agent.csproj";

    // Who refers to whom is in the project files; a project too many only means a build too many.
    private static readonly string[] Sources =
    [
        "src/MigSim.Abstractions",
        "src/MigSim.Kernel",
        "src/MigSim.Failover",
        "src/MigSim.Lab",
        "src/MigSim.Agent",
    ];

    private static readonly TimeSpan BuildTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Finds or builds the program.</summary>
    /// <param name="given">The path that the user named; null if none.</param>
    /// <param name="programDirectory">Where the running program is: <c>AppContext.BaseDirectory</c>.</param>
    /// <param name="progress">Is told of a build.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    /// <returns>The path of the program.</returns>
    /// <exception cref="LabException">There is none and it cannot be built; the message says why.</exception>
    public async Task<string> FindAsync(
        string? given,
        string programDirectory,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        if (given is not null)
        {
            return File.Exists(given)
                ? Path.GetFullPath(given)
                : throw new LabException($"There is no agent at {given}.");
        }

        string beside = Path.Combine(programDirectory, ProgramName);
        if (File.Exists(beside) && !File.Exists(beside + ".dll"))
        {
            return beside;
        }

        string root =
            FindSources(programDirectory)
            ?? throw new LabException(
                $"There is no {ProgramName} beside the program, and no source to build it from."
            );
        string directory = Path.Combine(cacheDirectory, "agent", Key(root));
        string program = Path.Combine(directory, ProgramName);
        if (!File.Exists(program))
        {
            progress?.Report("agent: build it");
            await BuildAsync(root, directory, cancellationToken);
        }

        return program;
    }

    private static string? FindSources(string directory)
    {
        for (DirectoryInfo? place = new(directory); place is not null; place = place.Parent)
        {
            if (File.Exists(Path.Combine(place.FullName, Project)))
            {
                return place.FullName;
            }
        }

        return null;
    }

    private static string Key(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> files = Sources
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(root, folder),
                    "*",
                    SearchOption.AllDirectories
                )
            )
            .Concat(Directory.EnumerateFiles(root, "Directory.*.props"))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (string file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file) + "\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private async Task BuildAsync(
        string root,
        string directory,
        CancellationToken cancellationToken
    )
    {
        // Apart from the tree's own results: a build may be under way there.
        string part = $"{directory}.part-{Environment.ProcessId}";
        const string Script = """
            rm -rf "$2"
            dotnet publish "$1" -c Release --nologo -v quiet --artifacts-path "$2/build" -o "$2/program"
            mkdir -p "$2/done"
            mv "$2/program/migsim-agent" "$2/done/"
            [ -d "$3" ] || mv -T "$2/done" "$3"
            """;
        try
        {
            string[] words = ["-euc", Script, "sh", Path.Combine(root, Project), part, directory];
            ShellResult result = await shell.ExecuteAsync(
                host,
                new("sh", words, BuildTimeout),
                cancellationToken
            );
            if (result.ExitCode != 0)
            {
                string said = (result.StandardOutput + result.StandardError).Trim();
                throw new LabException($"The agent cannot be built: {said}");
            }
        }
        finally
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }
    }
}
