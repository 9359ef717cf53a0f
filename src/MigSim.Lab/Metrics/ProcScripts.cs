namespace MigSim.Lab.Metrics;

/// <summary>What reads <c>/proc</c> on a host, again and again.</summary>
internal static class ProcScripts
{
    /// <summary>
    /// Prints one line at each end of an interval: the time of day, the processor time used in clock
    /// ticks, free memory in KiB, bytes received and sent. Arguments: interval in nanoseconds, the host's
    /// memory in KiB if it is a namespace, else 0.
    /// </summary>
    /// <remarks>
    /// In a namespace <c>/proc/stat</c> and <c>/proc/meminfo</c> are the whole machine's: there the times
    /// and the resident memory of the processes that can be seen are added. Only cards are counted; a
    /// bridge or a guest's device would count the same bytes again.
    /// </remarks>
    public const string Sample = """
        interval=$1 memory=$2
        due=$(date +%s%N)
        while :; do
          if [ "$memory" = 0 ]; then
            host=$(awk '
              FILENAME == "/proc/stat" && $1 == "cpu" { ticks = $2 + $3 + $4 + $7 + $8 + $9 }
              $1 == "MemAvailable:" { free = $2 }
              END { print ticks, free }' /proc/stat /proc/meminfo)
          else
            host=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v memory="$memory" '
              { sub(/^.*\) /, ""); ticks += $12 + $13 + $14 + $15; pages += $22 }
              END { print ticks, memory - pages * 4 }')
          fi
          network=$(awk '/^ *(e|p)[a-z0-9]*:/ {
            sub(/:/, " "); received += $2; sent += $10 } END { print received + 0, sent + 0 }' /proc/net/dev)
          echo "$(date +%s.%6N) $host $network"
          due=$((due + interval))
          left=$((due - $(date +%s%N)))
          if [ $left -gt 0 ]; then
            sleep "$((left / 1000000000)).$(printf %09d $((left % 1000000000)))"
          fi
        done
        """;
}
