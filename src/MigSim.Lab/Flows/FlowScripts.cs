namespace MigSim.Lab.Flows;

/// <summary>What runs on the host whose link is watched; all that varies comes as an argument.</summary>
internal static class FlowScripts
{
    /// <summary>
    /// Begins to keep the packets' headers. Arguments: a directory of its own, the network card's
    /// address.
    /// </summary>
    /// <remarks>
    /// softflowd itself would lose what is left in its buffer at the end. Large segments would be
    /// counted as one packet each: the card is told not to make them, and the settings that it had
    /// are kept.
    /// </remarks>
    public const string Start = """
        set -e
        mkdir -p "$1/spool"
        card=$(ip -o -4 addr show | awk -v address="$2" '{ split($4, a, "/"); if (a[1] == address) print $2 }')
        [ -n "$card" ] || { echo "no network card has the address $2" >&2; exit 1; }
        echo "$card" >"$1/card"
        if command -v ethtool >/dev/null; then
          ethtool -k "$card" | awk '/^(tcp-segmentation|generic-segmentation|generic-receive)-offload: on$/ { print $1 }' |
            tr -d : >"$1/offloads"
          while read -r feature; do ethtool -K "$card" "$feature" off; done <"$1/offloads"
        fi
        setsid tcpdump -i "$card" -n -U --immediate-mode -Z root -s 128 -w "$1/packets.pcap" ip </dev/null >"$1/log" 2>&1 &
        echo "$!" >"$1/tcpdump.pid"
        tries=0
        until grep -q 'listening on' "$1/log"; do
          tries=$((tries + 1))
          [ "$tries" -le 50 ] || { cat "$1/log" >&2; exit 1; }
          sleep 0.1
        done
        """;

    /// <summary>
    /// Ends that, has softflowd export the flows to nfcapd, and prints them as nfdump does. Arguments:
    /// the directory, the collector's port.
    /// </summary>
    public const string Stop =
        End
        + """

            sleep 0.3
            end tcpdump "$1"
            nfcapd -D -b 127.0.0.1 -p "$2" -w "$1/spool" -P "$1/nfcapd.pid" -t 3600 || exit 1
            tries=0
            until [ -s "$1/nfcapd.pid" ]; do
              tries=$((tries + 1))
              [ "$tries" -le 50 ] || { echo 'nfcapd does not start' >&2; exit 1; }
              sleep 0.1
            done
            sleep 0.3
            softflowd -r "$1/packets.pcap" -n "127.0.0.1:$2" -v 9 -a -p "$1/softflowd.pid" -c none \
              >"$1/log" 2>&1 || { cat "$1/log" >&2; exit 1; }
            sleep 0.5
            end nfcapd "$1"
            nfdump -R "$1/spool" -a -o csv
            """;

    /// <summary>Ends all of it and puts everything back; succeeds without. Argument: the directory.</summary>
    public const string Undo =
        End
        + """

            [ -d "$1" ] || exit 0
            end tcpdump "$1"
            end nfcapd "$1"
            if card=$(cat "$1/card" 2>/dev/null); then
              while read -r feature; do ethtool -K "$card" "$feature" on; done <"$1/offloads" 2>/dev/null
            fi
            rm -rf "$1"
            """;

    private const string End = """
        end() {
          pid=$(cat "$2/$1.pid" 2>/dev/null) || return 0
          [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$1" ] || return 0
          kill -TERM "$pid"
          tries=0
          while [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$1" ]; do
            tries=$((tries + 1))
            if [ "$tries" -gt 100 ]; then kill -KILL "$pid"; break; fi
            sleep 0.1
          done
        }
        """;
}
