using System.Globalization;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Safety;

/// <summary>Puts files onto hosts, and takes them away when all is undone.</summary>
/// <remarks>
/// A file appears whole or not at all. One that was there before is kept beside it, with the ending
/// <c>.before-migsim</c>, and put back. Those endings must not be used by anybody else.
/// </remarks>
public sealed class HostFiles(IRemoteShell shell, LabJournal journal)
{
    private const int ChunkLength = 90_000;

    // A mark beside the file says whether there was one before. It is made first and removed last, so
    // that what was the user's survives a controller or a host that stops at any moment, and an undo
    // that is made twice.
    private const string Keep = """
        set -e
        umask 077
        mkdir -p -- "$(dirname -- "$1")"
        if [ ! -e "$1.mark-migsim" ]; then
          if [ -e "$1" ] || [ -L "$1" ]; then
            echo one > "$1.mark-migsim"
            mv -- "$1" "$1.before-migsim"
          else
            echo none > "$1.mark-migsim"
          fi
        fi

        """;

    private const string Put =
        """
            set -e
            umask 077
            mkdir -p -- "$(dirname -- "$1")"
            printf %s "$2" > "$1.new-migsim"
            chmod -- "$3" "$1.new-migsim"

            """
        + Keep
        + "mv -f -- \"$1.new-migsim\" \"$1\"";

    private const string Link = Keep + "ln -sfn -- \"$2\" \"$1\"";

    private const string Finish =
        """
            set -e
            [ "$(sha256sum < "$2")" = "$3  -" ]
            chmod 0755 -- "$2"

            """
        + Keep
        + "mv -f -- \"$2\" \"$1\"";

    private const string Restore = """
        rm -f -- "$1.new-migsim" "$1.part-migsim"
        [ -e "$1.mark-migsim" ] || exit 0
        if [ -e "$1.before-migsim" ] || [ -L "$1.before-migsim" ]; then
          mv -f -- "$1.before-migsim" "$1" || exit 1
        elif [ "$(cat "$1.mark-migsim")" != one ]; then
          rm -f -- "$1" || exit 1
        fi
        rm -f -- "$1.mark-migsim"
        """;

    private const string Append = "printf %s \"$2\" | base64 -d >> \"$1\"";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Writes a text file.</summary>
    /// <param name="host">Where.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="text">Its content, less than 100 kB.</param>
    /// <param name="mode">Its permissions, in octal: <c>0644</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LabException">The host refuses.</exception>
    /// <exception cref="ShellException">The host does not answer.</exception>
    public async Task WriteAsync(
        HostName host,
        string path,
        string text,
        string mode,
        CancellationToken cancellationToken
    )
    {
        Note(host, path);
        await RunAsync(host, Put, [path, text, mode], $"write {path}", cancellationToken);
    }

    /// <summary>Makes a symbolic link.</summary>
    public async Task LinkAsync(
        HostName host,
        string path,
        string target,
        CancellationToken cancellationToken
    )
    {
        Note(host, path);
        await RunAsync(host, Link, [path, target], $"link {path}", cancellationToken);
    }

    /// <summary>Copies a program from this machine, unless the host has the same one there.</summary>
    public async Task CopyProgramAsync(
        HostName host,
        string path,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(content);
        string digest = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(content)
        );
        const string Same = "[ -x \"$1\" ] && [ \"$(sha256sum < \"$1\")\" = \"$2  -\" ]";
        if (await TryAsync(host, Same, [path, digest], cancellationToken))
        {
            return;
        }

        Note(host, path);
        string part = $"{path}.part-migsim";
        await RunAsync(
            host,
            "mkdir -p -- \"$(dirname -- \"$1\")\" && rm -f -- \"$1\"",
            [part],
            $"write {path}",
            cancellationToken
        );
        for (int at = 0; at < content.Length; at += ChunkLength)
        {
            int length = Math.Min(ChunkLength, content.Length - at);
            string chunk = Convert.ToBase64String(content, at, length);
            await RunAsync(host, Append, [part, chunk], $"write {path}", cancellationToken);
        }

        await RunAsync(host, Finish, [path, part, digest], $"write {path}", cancellationToken);
    }

    private void Note(HostName host, string path) =>
        journal.Note(
            $"file {path} on {host}",
            new UndoStep(host, "sh", ["-c", Restore, "sh", path])
        );

    private async Task RunAsync(
        HostName host,
        string script,
        string[] arguments,
        string what,
        CancellationToken cancellationToken
    )
    {
        var command = new RemoteCommand("sh", ["-c", script, "sh", .. arguments], Timeout);
        ShellResult result = await shell.ExecuteAsync(host, command, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new LabException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{host}: cannot {what}: {result.StandardError.Trim()} (exit code {result.ExitCode})"
                )
            );
        }
    }

    private async Task<bool> TryAsync(
        HostName host,
        string script,
        string[] arguments,
        CancellationToken cancellationToken
    )
    {
        var command = new RemoteCommand("sh", ["-c", script, "sh", .. arguments], Timeout)
        {
            IsIdempotent = true,
        };
        return (await shell.ExecuteAsync(host, command, cancellationToken)).ExitCode == 0;
    }
}
