using System.Globalization;
using System.Net;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Web;

/// <summary>Runs a command inside a guest that <see cref="WebGuestBuilder"/> made.</summary>
/// <remarks>
/// Such a guest gives a shell to whoever connects to a port: it belongs into a network that only its
/// lab reaches.
/// </remarks>
internal static class GuestCommand
{
    /// <summary>The TCP port on which the guest listens.</summary>
    public const int Port = 4696;

    // Arguments: the guest's address and port, what its shell shall read, how many seconds it may
    // take to boot. All that the command prints is its output, or its complaint if it failed.
    private const string Ask = """
        until exec 3<>"/dev/tcp/$1/$2"; do
          [ "$SECONDS" -lt "$4" ] || exit 255
          sleep 0.5
        done 2>/dev/null
        printf '%s\n' "$3" >&3
        answer=$(cat <&3)
        code=${answer##*$'\n'}
        [ "$code" = 0 ] || exec >&2
        printf '%s\n' "${answer%$'\n'*}"
        exit "${code:-255}"
        """;

    private static readonly TimeSpan s_boot = TimeSpan.FromMinutes(1);

    /// <summary>Makes the command for a host that reaches the guest; it waits until the guest is up.</summary>
    /// <param name="guest">The guest's address.</param>
    /// <param name="command">What runs in it; if it is ended early, it goes on there.</param>
    public static RemoteCommand In(IPAddress guest, RemoteCommand command)
    {
        string words = PosixQuoting.Join([command.Program, .. command.Arguments]);
        string text = $"{words} </dev/null 2>&1; printf '\\n%d' $?; exit";
        string[] arguments =
        [
            "-c",
            Ask,
            "bash",
            $"{guest}",
            Port.ToString(CultureInfo.InvariantCulture),
            text,
            s_boot.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        return new("bash", arguments, command.Timeout + s_boot);
    }
}
