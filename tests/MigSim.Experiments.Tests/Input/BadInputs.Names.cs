namespace MigSim.Experiments.Tests.Input;

/// <content>Names and addresses that do not exist, or twice.</content>
internal static partial class BadInputs
{
    private static IEnumerable<BadInput> Names =>
        [
            Of(
                "unknown experiment",
                "controlled-failure",
                "^controled-failure",
                "expected an experiment: controlled-failure, memory-cpu, found 'controled-failure'; did you mean 'controlled-failure'?"
            ),
            Of(
                "unknown engine",
                "xen-legacy",
                "^xen_legcy",
                $"{Choices}, found 'xen_legcy'; did you mean 'xen-legacy'?"
            ),
            Of(
                "unknown engine far from any",
                "xen-legacy",
                "^vmware",
                $"{Choices}, found 'vmware'"
            ),
            Of(
                "unknown script",
                "live-migrate, stop",
                "^live-migration, stop",
                "expected a resource script: live-migrate, stop-start, found 'live-migration'; did you mean 'live-migrate'?"
            ),
            Of(
                "unknown restart",
                "staged-copy",
                "^rebot",
                "expected a way to restart: staged-copy, save-restore, reboot, found 'rebot'; did you mean 'reboot'?"
            ),
            Of(
                "unknown failure",
                "host: node0 }\nprobe",
                "host: node0, kind: ^explode }\nprobe",
                "expected a kind of failure: stop, crash, found 'explode'"
            ),
            Of(
                "machine on an unknown host",
                "x0: { host: node0",
                "x0: { host: ^node9",
                "unknown host 'node9'; the platform has node0, node1, node2, storage; did you mean 'node0'?"
            ),
            Of(
                "takeover to an unknown host",
                "x1: node2 }",
                "x1: ^nod2 }",
                "unknown host 'nod2'; the platform has node0, node1, node2, storage; did you mean 'node2'?"
            ),
            Of(
                "takeover of an unknown machine",
                "{ x0: node1, x1: node2 }",
                "{ x0: node1, x1: node2, ^x7: node2 }",
                "takeover of the unknown machine 'x7'; did you mean 'x0'?"
            ),
            Of(
                "takeover by its own host",
                "x0: node1",
                "x0: ^node0",
                "machine x0 cannot be taken over by its own host"
            ),
            Of(
                "takeover by a host off the cluster",
                "x0: node1",
                "x0: ^storage",
                "host storage cannot be a member of the cluster: it is not on the network 'heartbeat'"
            ),
            Of(
                "machine without takeover",
                "{ x0: node1, x1: node2 }",
                "^{ x0: node1 }",
                "machine x1 runs on the failing host 'node0' and nobody takes it over"
            ),
            Of(
                "failure of an unknown host",
                "18 s, host: node0",
                "18 s, host: ^node5",
                "unknown host 'node5'; the platform has node0, node1, node2, storage; did you mean 'node0'?"
            ),
            Of(
                "failure of a host without machines",
                "18 s, host: node0",
                "18 s, host: ^node1",
                "no machine runs on the failing host 'node1'"
            ),
            Of(
                "probe from an unknown host",
                "source: storage",
                "source: ^stroage",
                "unknown host 'stroage'; the platform has node0, node1, node2, storage; did you mean 'storage'?"
            ),
            Of(
                "probe of an unknown machine",
                "target: x0",
                "target: ^y0",
                "unknown machine 'y0'; did you mean 'x0'?"
            ),
            Of(
                "host on an unknown network",
                Platform,
                "192.168.1.11, heartbeat",
                "192.168.1.11, ^heartbaet",
                "unknown field or network 'heartbaet' in host node1; did you mean 'heartbeat'?"
            ),
            Of(
                "host off the LAN",
                Platform,
                "lan: 192.168.1.9 }",
                "heartbeat: 10.0.0.9 }",
                "missing field 'lan' in host storage",
                "{ processors: 2, memory: 2 GiB, heartbeat: 10.0.0.9"
            ),
            Of(
                "name that no shell likes",
                "  x1: {",
                "  ^x 1: {",
                "expected a name of lower-case letters, digits and dashes such as 'node0', found 'x 1'; did you mean 'x-1'?"
            ),
            Of(
                "address used twice by hosts",
                Platform,
                "192.168.1.12",
                "^192.168.1.11",
                "the address 192.168.1.11 is used twice: by host node1 on lan and by host node2 on lan"
            ),
            Of(
                "address of a host used by a machine",
                "engine: xen-legacy }\n  x1",
                "engine: xen-legacy, address: ^192.168.1.9 }\n  x1",
                "the address 192.168.1.9 is used twice: by host storage on lan and by machine x0"
            ),
        ];
}
