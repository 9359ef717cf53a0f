namespace MigSim.Lab.Storage;

/// <summary>What runs on the storage host; all that varies comes as an argument.</summary>
internal static class IscsiScripts
{
    /// <summary>
    /// Starts the server if none runs, and makes a disk. Arguments: directory, target, file, bytes.
    /// </summary>
    public const string Provide =
        Find
        + """

            set -e
            directory=$1 target=$2 file=$3 size=$4
            mkdir -p "$directory"
            if ! tgtadm --lld iscsi --op show --mode sys >/dev/null 2>&1; then
              : >"$directory/.server"
              mkdir -p /run/tgtd
              complaint=$(tgtd 2>&1) || { echo "$complaint" >&2; exit 1; }
              tries=0
              until tgtadm --lld iscsi --op show --mode sys >/dev/null 2>&1; do
                tries=$((tries + 1))
                [ $tries -lt 100 ] || { echo "tgtd does not answer" >&2; exit 1; }
                sleep 0.05
              done
            fi
            number=$(find_target "$target")
            if [ -n "$number" ]; then
              tgtadm --lld iscsi --op delete --mode target --tid "$number" --force
            fi
            rm -f "$file"
            truncate --size "$size" "$file"
            number=$(targets | sort -n | tail -n 1)
            number=$((number + 1))
            tgtadm --lld iscsi --op new --mode target --tid "$number" -T "$target"
            tgtadm --lld iscsi --op new --mode logicalunit --tid "$number" --lun 1 -b "$file"
            tgtadm --lld iscsi --op bind --mode target --tid "$number" -I ALL
            """;

    /// <summary>Removes a disk. Arguments: target, file.</summary>
    public const string Remove =
        Find
        + """

            number=$(find_target "$1")
            if [ -n "$number" ]; then
              tgtadm --lld iscsi --op delete --mode target --tid "$number" --force || exit 1
            fi
            rm -f "$2"
            """;

    /// <summary>Ends the server if it was started for the disks. Argument: directory.</summary>
    public const string StopServer = """
        [ -e "$1/.server" ] || exit 0
        tgtadm --lld iscsi --op delete --mode system 2>/dev/null
        rm -f "$1/.server"
        """;

    private const string Find = """
        targets() {
          tgtadm --lld iscsi --op show --mode target 2>/dev/null | sed -n 's/^Target \([0-9]*\): .*/\1/p'
        }
        find_target() {
          tgtadm --lld iscsi --op show --mode target 2>/dev/null |
            awk -v name="$1" '$1 == "Target" && $3 == name { sub(":", "", $2); print $2 }'
        }
        """;
}
