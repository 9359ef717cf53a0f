using System.Security.Cryptography;
using System.Text;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Web;

/// <summary>Builds the Apache module of the memory experiment with <c>apxs2</c> and keeps it.</summary>
/// <param name="shell">Runs the build.</param>
/// <param name="host">Where it runs: this machine.</param>
/// <param name="cacheDirectory">Where it is kept, as in <see cref="LabPlace.CacheDirectory"/>.</param>
public sealed class BalloonModule(IRemoteShell shell, HostName host, string cacheDirectory)
{
    private const string SourceName = "mod_memory_balloon.c";
    private const string ModuleName = "mod_memory_balloon.so";

    // Arguments: the directory of the source; the name it shall have at the end.
    private const string Build = """
        set -e
        cd "$1"
        apxs2 -Wc,'-Wall -Wextra -Werror -Wno-unused-parameter' -c mod_memory_balloon.c
        cp .libs/mod_memory_balloon.so .
        cd /
        rm -rf "$2"
        mv "$1" "$2"
        """;

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    /// <summary>Finds the module, or builds it.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="LabException">It cannot be built; the message says why.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        string source = ReadSource();
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)));
        string directory = Path.Combine(cacheDirectory, "memory-balloon", digest[..16]);
        string module = Path.Combine(directory, ModuleName);
        if (File.Exists(module))
        {
            return module;
        }

        string place = $"{directory}.{Environment.ProcessId}";
        Directory.CreateDirectory(place);
        await File.WriteAllTextAsync(Path.Combine(place, SourceName), source, cancellationToken);
        ShellResult built = await shell.ExecuteAsync(
            host,
            new RemoteCommand("sh", ["-c", Build, "sh", place, directory], s_timeout),
            cancellationToken
        );
        return built.ExitCode == 0
            ? module
            : throw new LabException(
                "The Apache module cannot be built; it needs apache2-dev and gcc: "
                    + built.StandardError.Trim()
            );
    }

    private static string ReadSource()
    {
        using Stream stream = typeof(BalloonModule).Assembly.GetManifestResourceStream(
            $"Web/{SourceName}"
        )!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
