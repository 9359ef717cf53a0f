namespace MigSim.Lab.Namespaces;

/// <summary>The scripts that make the lab; all that varies comes as an argument.</summary>
/// <remarks>
/// Whatever makes something holds a shared lock on a file that exists while things may be made. To
/// take the lab away begins with that file, under an exclusive lock: what a killed controller had
/// asked for either is complete by then or does not begin any more.
/// </remarks>
internal static class NamespaceScripts
{
    /// <summary>Prints the programs that are missing. Arguments: programs.</summary>
    public const string Missing = """
        for program; do command -v "$program" >/dev/null || echo "$program"; done
        """;

    /// <summary>
    /// Makes keys and each host's own files. Arguments: lock, root, text of /etc/hosts, the storage
    /// host and the script with which it cuts power, then host and address each.
    /// </summary>
    public const string Files =
        Permission
        + """

            root=$2 hosts=$3 storage=$4 power=$5; shift 5
            umask 022
            mkdir "$root/keys" "$root/hosts" "$root/boot"
            chmod 700 "$root/keys"
            ssh-keygen -q -t ed25519 -N '' -C migsim -f "$root/keys/id"
            names=
            while [ $# -gt 0 ]; do
              ssh-keygen -q -t ed25519 -N '' -C migsim -f "$root/keys/$1"
              echo "$1,$2 $(cat "$root/keys/$1.pub")" >>"$root/keys/known_hosts"
              names="$names $1"; shift 2
            done
            for name in $names; do
              own=$root/hosts/$name
              mkdir -p "$own/etc.work" "$own/var.work" "$own/local.work" "$own/etc/migsim" \
                "$own/var/lib/migsim/saved" "$own/var/lib/migsim/disks" "$own/var/log/migsim" "$own/local"
              mkdir -m 700 "$own/etc/migsim/ssh"
              cp -p "$root/keys/id" "$root/keys/id.pub" "$root/keys/known_hosts" "$own/etc/migsim/ssh"
              cp -p "$root/keys/$name" "$own/etc/migsim/ssh/host"
              echo "$name" >"$own/etc/hostname"
              printf '%s' "$hosts" >"$own/etc/hosts"
              printf '%s\n' 'HostKey /etc/migsim/ssh/host' 'AuthorizedKeysFile /etc/migsim/ssh/id.pub' \
                'StrictModes no' 'PasswordAuthentication no' 'KbdInteractiveAuthentication no' \
                'PermitRootLogin prohibit-password' 'UsePAM no' 'UseDNS no' 'MaxStartups 100' \
                'MaxSessions 100' 'PidFile /run/sshd.pid' >"$own/etc/migsim/ssh/sshd_config"
            done
            printf '%s\n' "$power" >"$root/hosts/$storage/etc/migsim/power-off"
            """;

    /// <summary>
    /// Makes namespaces, switches and links. Arguments: lock, the switches' namespace, then
    /// <c>network BRIDGE</c>, <c>host NAMESPACE</c> and <c>link PORT NETWORK NAMESPACE CARD HARDWARE-ADDRESS
    /// RATE BURST QUEUE ADDRESS BRIDGE</c>; a bridge <c>-</c> is none.
    /// </summary>
    public const string Network =
        Permission
        + """

            switch=$2; shift 2
            namespace() {
              ip netns add "$1"
              ip netns exec "$1" sh -c 'echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6' 2>/dev/null || :
              ip -n "$1" link set lo up
            }
            bridge() {
              ip -n "$1" link add "$2" type bridge stp_state 0 forward_delay 0 mcast_snooping 0
            }
            namespace "$switch"
            while [ $# -gt 0 ]; do
              case $1 in
                network) bridge "$switch" "$2"; ip -n "$switch" link set "$2" up; shift 2;;
                host) namespace "$2"; shift 2;;
                link)
                  port=$2 network=$3 host=$4 card=$5 hardware=$6 rate=$7 burst=$8 queue=$9; shift 9
                  address=$1 bridge=$2; shift 2
                  ip -n "$switch" link add "$port" type veth \
                    peer name "$card" address "$hardware" netns "$host"
                  ip -n "$switch" link set "$port" gso_max_segs 1 master "$network" up
                  ip -n "$host" link set "$card" gso_max_segs 1
                  tc -n "$switch" qdisc add dev "$port" root tbf rate "$rate" burst "$burst" limit "$queue"
                  tc -n "$host" qdisc add dev "$card" root tbf rate "$rate" burst "$burst" limit "$queue"
                  if [ "$bridge" != - ]; then
                    bridge "$host" "$bridge"
                    ip -n "$host" link set "$bridge" address "$hardware"
                    ip -n "$host" link set "$card" master "$bridge"
                    card=$bridge
                  fi
                  ip -n "$host" addr add "$address/24" brd + dev "$card";;
                *) echo "not a part of a network: $1" >&2; exit 2;;
              esac
            done
            """;

    /// <summary>
    /// Switches a host on, if it is off. Arguments: lock, root, namespace, host, <c>member</c> or
    /// <c>storage</c>, the script of its first process.
    /// </summary>
    public const string Boot =
        Permission
        + Alive
        + """

            root=$2 namespace=$3 host=$4 kind=$5 keeper=$6
            cd "$root/boot"
            if ! alive "$host"; then
              rm -f "$host.ready" "$host.pid"
              processes=--pid
              [ "$kind" = member ] || processes=
              setsid ip netns exec "$namespace" \
                setpriv --bounding-set=-sys_boot,-sys_module --inh-caps=-sys_boot,-sys_module \
                unshare --mount --uts --ipc $processes --fork --kill-child \
                sh -c "$keeper" "$host" "$root" "$kind" </dev/null >>"$root/hosts/$host/console" 2>&1 8<&- &
              tries=0
              until [ -e "$host.ready" ]; do
                tries=$((tries + 1))
                if [ $tries -gt 600 ] || ! kill -s 0 $! 2>/dev/null; then
                  tail -n 5 "$root/hosts/$host/console" >&2; exit 1
                fi
                sleep 0.05
              done
            fi
            for card in $(ip netns exec "$namespace" ls /sys/class/net); do
              ip -n "$namespace" link set "$card" up
            done
            """;

    /// <summary>
    /// The first process of a host, whose name is its own: makes the host's view of the machine and
    /// waits for orphans. Arguments: root, kind.
    /// </summary>
    /// <remarks>
    /// Heartbeat restarts a host that cannot stop a resource. It shall never be this machine: the
    /// capability is dropped and the kernel's own trigger is covered.
    /// </remarks>
    public const string Keeper = """
        set -e
        host=$0 root=$1 kind=$2
        read -r stat </proc/self/stat
        cd "$root/hosts/$host"
        set -- $stat
        echo "$1 ${22}" >"../../boot/$host.new"
        mv "../../boot/$host.new" "../../boot/$host.pid"
        mount -t tmpfs -o mode=755 migsim /run
        mkdir -p /run/lock/subsys /run/sshd /run/migsim/ssh /run/migsim/boot
        chmod 700 /run/migsim/ssh
        if [ "$kind" = storage ]; then mount --bind ../../boot /run/migsim/boot; fi
        mount -t overlay -o lowerdir=/etc,upperdir=etc,workdir=etc.work migsim /etc
        mount -t overlay -o lowerdir=/var,upperdir=var,workdir=var.work migsim /var
        mount -t overlay -o lowerdir=/usr/local,upperdir=local,workdir=local.work migsim /usr/local
        mount -t tmpfs -o mode=1777 migsim /dev/shm
        if [ "$kind" = member ]; then mount -t proc proc /proc; fi
        if [ -e /proc/sysrq-trigger ]; then mount --bind /dev/null /proc/sysrq-trigger; fi
        hostname "$host"
        PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
        $(command -v sshd) -f /etc/migsim/ssh/sshd_config -E /var/log/sshd.log
        : >"../../boot/$host.ready"
        while :; do sleep 86400 & wait $!; done
        """;

    /// <summary>
    /// Cuts the power of a host: first its links, so that nothing says goodbye. Arguments: the
    /// directory of process ids, host.
    /// </summary>
    public const string PowerOff =
        Alive
        + """

            cd "$1"
            alive "$2" || exit 0
            for card in $(nsenter --target "$pid" --net ip -brief link | cut -d ' ' -f 1 | cut -d @ -f 1); do
              nsenter --target "$pid" --net ip link set "$card" down
            done
            kill -s KILL "$pid"
            tries=0
            while alive "$2"; do
              tries=$((tries + 1))
              [ $tries -lt 400 ] || { echo "$2 does not end" >&2; exit 1; }
              sleep 0.02
            done
            """;

    /// <summary>Says that nothing is made any more. Argument: lock.</summary>
    public const string EndPermission = """
        [ -e "$1" ] || exit 0
        exec 8<"$1" && flock 8 && rm -f "$1"
        """;

    /// <summary>
    /// Ends everything in a network namespace and removes it. Argument: its name.
    /// </summary>
    public const string EndNamespace = """
        [ -e "/run/netns/$1" ] || exit 0
        exec 9<"/run/netns/$1"
        inside() {
          find -L /proc/[0-9]*/ns/net -maxdepth 0 -samefile /proc/self/fd/9 2>/dev/null | cut -d / -f 3
        }
        end() {
          tries=0
          while processes=$(inside); [ -n "$processes" ]; do
            tries=$((tries + 1))
            [ $tries -lt 200 ] || { echo "these do not end:" $processes >&2; exit 1; }
            kill -s KILL $processes 2>/dev/null
            sleep 0.05
          done
        }
        end
        ip netns delete "$1" || [ ! -e "/run/netns/$1" ] || exit 1
        end
        """;

    private const string Permission = """
        set -e
        exec 8<"$1"
        flock -s 8
        [ -e "$1" ]
        """;

    // A process is what it was if it began when it did: numbers come back.
    private const string Alive = """

        alive() {
          pid=; start=; found=
          [ -e "$1.pid" ] && read -r pid start <"$1.pid" || return 1
          read -r found <"/proc/$pid/stat" || return 1
          found=${found##*) }
          [ "$(echo "$found" | cut -d ' ' -f 20)" = "$start" ] && [ "${found%% *}" != Z ]
        } 2>/dev/null
        """;
}
