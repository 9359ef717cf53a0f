namespace MigSim.Lab.Heartbeat;

/// <summary>What runs on the members; all that varies comes as an argument.</summary>
internal static class HeartbeatScripts
{
    /// <summary>
    /// Writes the configuration and keeps what was there. Arguments: directory, ha.cf, authkeys,
    /// haresources.
    /// </summary>
    public const string Configure = """
        set -e
        umask 077
        cd "$1"
        write() {
          if [ ! -e ".migsim-$1.saved" ] && [ ! -e ".migsim-$1.none" ]; then
            if [ -e "$1" ]; then
              cp -p "$1" ".migsim-$1.new"
              mv ".migsim-$1.new" ".migsim-$1.saved"
            else
              : >".migsim-$1.none"
            fi
          fi
          printf '%s' "$2" >".migsim-$1.new"
          chmod "$3" ".migsim-$1.new"
          mv ".migsim-$1.new" "$1"
        }
        write ha.cf "$2" 644
        write authkeys "$3" 600
        write haresources "$4" 644
        """;

    /// <summary>Puts the configuration back that was there. Argument: directory.</summary>
    public const string Restore = """
        cd "$1" 2>/dev/null || exit 0
        for file in ha.cf authkeys haresources; do
          rm -f ".migsim-$file.new"
          if [ -e ".migsim-$file.saved" ]; then
            mv ".migsim-$file.saved" "$file" || exit 1
          elif [ -e ".migsim-$file.none" ]; then
            rm -f "$file" ".migsim-$file.none" || exit 1
          fi
        done
        """;

    /// <summary>
    /// Starts the daemon and waits until its log says that it is up. Arguments: program, configuration
    /// directory, log.
    /// </summary>
    /// <remarks>
    /// <c>cl_status</c> is no help: it calls the daemon stopped until that has met its peers.
    /// </remarks>
    public const string Start =
        Running
        + """

            if running "$1"; then echo 'it runs already' >&2; exit 1; fi
            umask 027
            for directory in crm heartbeat heartbeat/ccm heartbeat/crm heartbeat/dopd; do
              mkdir -p "/run/$directory" && chmod 750 "/run/$directory" &&
                chown hacluster:haclient "/run/$directory" || exit 1
            done
            HA_DIR=$2; export HA_DIR
            . "$2/shellfuncs"
            lines=0
            if [ -e "$3" ]; then lines=$(wc -l <"$3"); fi
            complaint=$("$1" 2>&1) || { echo "$complaint" >&2; exit 1; }
            tries=0
            until tail -n "+$((lines + 1))" "$3" 2>/dev/null | grep -q 'Local status now set to' && running "$1"; do
              tries=$((tries + 1))
              if [ $tries -gt 400 ]; then
                echo 'it does not come up; its log ends with:' >&2
                tail -n 3 "$3" >&2
                exit 1
              fi
              sleep 0.05
            done
            """;

    /// <summary>Asks the daemon to leave and waits until it has. Argument: program.</summary>
    public const string Stop =
        Running
        + """

            running "$1" || exit 0
            kill -s TERM "$pid"
            while running "$1"; do sleep 0.05; done
            """;

    /// <summary>Ends all its processes at once. Argument: program.</summary>
    public const string Kill = """
        processes() {
          for process in /proc/[0-9]*; do
            if [ "$process/exe" -ef "$1" ]; then echo "${process#/proc/}"; fi
          done
        }
        tries=0
        while found=$(processes "$1"); [ -n "$found" ]; do
          tries=$((tries + 1))
          [ $tries -lt 100 ] || { echo "these do not end:" $found >&2; exit 1; }
          kill -s KILL $found 2>/dev/null
          sleep 0.05
        done
        """;

    /// <summary>Prints a file from a line on and what is added to it; makes it first. Arguments: file, line.</summary>
    /// <remarks>On a file system in layers tail does not trust the kernel to tell of changes, and looks.</remarks>
    public const string Follow = """
        mkdir -p "${1%/*}" && touch "$1" && exec tail -n "+$2" -s 0.05 -F -- "$1"
        """;

    /// <summary>Prints the number of the first line of a log that is of interest. Arguments: program, log.</summary>
    public const string FirstLine =
        Running
        + """

            if running "$1"; then echo 1; exit 0; fi
            if [ -e "$2" ]; then lines=$(wc -l <"$2"); else lines=0; fi
            echo $((lines + 1))
            """;

    private const string Running = """
        running() {
          [ -e /run/heartbeat.pid ] && read -r pid </run/heartbeat.pid && [ "/proc/$pid/exe" -ef "$1" ]
        }
        """;
}
