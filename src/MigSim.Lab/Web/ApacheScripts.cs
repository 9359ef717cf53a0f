namespace MigSim.Lab.Web;

/// <summary>What runs on the server's host or in its guest; all that varies comes as an argument.</summary>
/// <remarks>A guest has busybox and no bash.</remarks>
internal static class ApacheScripts
{
    /// <summary>
    /// Starts Apache and waits until it listens. Arguments: its directory, its configuration.
    /// </summary>
    public const string Start = """
        set -e
        mkdir -p "$1"
        printf '%s' "$2" >"$1/httpd.conf"
        apache2 -f "$1/httpd.conf" -k start
        tries=0
        until grep -q 'resuming normal operations' "$1/error.log"; do
          tries=$((tries + 1))
          if [ "$tries" -gt 100 ]; then
            cat "$1/error.log" >&2
            exit 1
          fi
          sleep 0.1
        done
        """;

    /// <summary>Ends Apache, asked or not, and takes its directory away. Argument: the directory.</summary>
    public const string Stop = """
        [ -d "$1" ] || exit 0
        if pid=$(cat "$1/httpd.pid" 2>/dev/null) && tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF "$1/httpd.conf"; then
          kill -TERM "$pid"
          tries=0
          while [ -e "/proc/$pid" ]; do
            tries=$((tries + 1))
            if [ "$tries" -gt 100 ]; then kill -KILL -- "-$pid"; break; fi
            sleep 0.1
          done
        fi
        rm -rf "$1"
        """;

    /// <summary>Asks for a page and prints the answer's body. Arguments: the address, the page.</summary>
    /// <remarks>It needs no program beside bash, which every Debian has.</remarks>
    public const string Get = """
        exec 3<>"/dev/tcp/$1/80" || exit 1
        printf 'GET /%s HTTP/1.0\r\n\r\n' "$2" >&3
        while IFS= read -r line <&3 && [ "$line" != $'\r' ]; do :; done
        cat <&3
        """;
}
