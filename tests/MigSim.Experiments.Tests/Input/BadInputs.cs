namespace MigSim.Experiments.Tests.Input;

/// <summary>Wrong inputs, one mistake each.</summary>
internal static class BadInputs
{
    private const string Scenario = InputFolder.Scenario;
    private const string Platform = "platforms/three-nodes-gigabit.yaml";
    private const string Xen = "hypervisors/xen-2013.yaml";
    private const string Heartbeat = "heartbeat/default.yaml";
    private const string Choices = "expected a migration engine: xen-legacy, stop-and-copy";

    public static IEnumerable<BadInput> All =>
        [.. Fields, .. Quantities, .. Names, .. Fit, .. Times, .. Expectations, .. Yaml];

    private static IEnumerable<BadInput> Fields =>
        [
            Of(
                "unknown field",
                "memory: 128",
                "^memroy: 128",
                "unknown field 'memroy' in machine x0; did you mean 'memory'?"
            ),
            Of(
                "unknown field of the scenario",
                "restart: ",
                "^restrat: ",
                "unknown field 'restrat' in the scenario; did you mean 'restart'?"
            ),
            Of(
                "unknown field far from any",
                "restart: ",
                "^colour: ",
                "unknown field 'colour' in the scenario"
            ),
            Of(
                "unknown field of a profile",
                Xen,
                "  packet_cost:",
                "  ^paket_cost:",
                "unknown field 'paket_cost' in control_domain; did you mean 'packet_cost'?"
            ),
            Of("missing field", "{ at: 18 s, host", "^{ host", "missing field 'at' in failure"),
            Of(
                "missing section",
                "experiment: controlled-failure\n",
                "^",
                "missing field 'experiment' in the scenario"
            ),
            Of(
                "missing file",
                "workloads/idle",
                "^workloads/idel",
                "expected a file, found no file '{root}/workloads/idel.yaml'; did you mean 'workloads/idle.yaml'?"
            ),
            Of(
                "folder for a file",
                "hypervisors/xen-2013.yaml",
                "^hypervisors",
                "expected a file, found the folder '{root}/hypervisors'"
            ),
            Of(
                "value for a mapping",
                "{ x0: node1, x1: node2 }",
                "^node1",
                "expected a mapping of names, found 'node1'"
            ),
            Of(
                "mapping for a value",
                "at: 18 s",
                "at: ^{ s: 18 }",
                "expected a duration such as '10 ms', found a mapping"
            ),
            Of(
                "nothing for a value",
                "at: 18 s",
                "at: ^",
                "expected a duration such as '10 ms', found nothing"
            ),
            Of(
                "constant without a source",
                Xen,
                "    source: \"RTT during live-migrate, paper table 3\"\n",
                "",
                "missing field 'source' in constant hypervisor.control_domain.copy_hold",
                "value: 0.46 ms"
            ),
            Of(
                "constant of unknown origin",
                Xen,
                "origin: measured",
                "origin: ^mesured",
                "expected an origin: fitted, measured, data-sheet, assumed, found 'mesured'; did you mean 'measured'?"
            ),
            Of(
                "constant without an origin",
                Platform,
                "port_queue: { value: 128 KiB, origin: assumed, source: port buffer of a cheap gigabit switch }",
                "port_queue: ^128 KiB",
                "expected where the constant comes from, as in { value: …, origin: measured, source: … }, found '128 KiB'"
            ),
            Of(
                "list in a profile",
                Heartbeat,
                "keepalive: 1 s",
                "keepalive: ^[1 s, 2 s]",
                "expected a duration above 0 such as '10 ms', found a list, which is an axis only in a scenario and at a single value"
            ),
        ];

    private static IEnumerable<BadInput> Quantities =>
        [
            Of(
                "wrong unit",
                "128 MiB",
                "^128 Mbit",
                "expected a data size above 0 such as '128 MiB', found '128 Mbit'; did you mean '128 MiB'?"
            ),
            Of(
                "wrong kind of unit",
                "18 s",
                "^18 MiB",
                "expected a duration such as '10 ms', found '18 MiB'"
            ),
            Of("missing unit", "18 s", "^18", "expected a duration such as '10 ms', found '18'"),
            Of(
                "negative size",
                "128 MiB",
                "^-128 MiB",
                "expected a data size above 0 such as '128 MiB', found '-128 MiB'"
            ),
            Of(
                "size of zero",
                "128 MiB",
                "^0 MiB",
                "expected a data size above 0 such as '128 MiB', found '0 MiB'"
            ),
            Of(
                "negative time",
                "18 s",
                "^-18 s",
                "expected a duration such as '10 ms', found '-18 s'"
            ),
            Of(
                "decimal comma",
                "at: 18 s",
                "at: ^'0,25 ms'",
                "expected a duration such as '10 ms', found '0,25 ms'; did you mean '0.25 ms'?"
            ),
            Of("no number", "18 s", "^.nan", "expected a duration such as '10 ms', found '.nan'"),
            Of(
                "too great a number",
                "18 s",
                "^1e99 s",
                "expected a duration such as '10 ms', and at most 10000 h, found '1e99 s'"
            ),
            Of(
                "too great a time",
                "18 s",
                "^99999 h",
                "expected a duration such as '10 ms', and at most 10000 h, found '99999 h'"
            ),
            Of(
                "too fine a time",
                "18 s",
                "^5 ns",
                "expected a duration such as '10 ms', found '5 ns'"
            ),
            Of(
                "part of a byte",
                "128 MiB",
                "^0.3 B",
                "expected a data size above 0 such as '128 MiB', found '0.3 B'"
            ),
            Of(
                "interval of zero",
                "10 ms",
                "^0 ms",
                "expected a duration above 0 such as '10 ms', found '0 ms'"
            ),
            Of(
                "count of zero",
                "3000",
                "^0",
                "expected a count, 1 or more, such as '3000', found '0'"
            ),
            Of(
                "part of a count",
                "3000",
                "^2.5",
                "expected a count, 1 or more, such as '3000', found '2.5'"
            ),
            Of(
                "count with a unit",
                "3000",
                "^3000 pings",
                "expected a count, 1 or more, such as '3000', found '3000 pings'; did you mean '3000'?"
            ),
            Of(
                "zero-bandwidth link",
                Platform,
                "value: 1 Gbit/s",
                "value: ^0 Gbit/s",
                "expected a data rate above 0 such as '1 Gbit/s', found '0 Gbit/s'"
            ),
            Of(
                "zero-bandwidth link of one host",
                Platform,
                "lan: 192.168.1.11",
                "lan: { address: 192.168.1.11, bandwidth: ^0 bit/s }",
                "expected a data rate above 0 such as '1 Gbit/s', found '0 bit/s'"
            ),
            Of(
                "no address",
                Platform,
                "192.168.1.11",
                "^192.168.1.256",
                "expected an IPv4 address such as '192.168.1.10', found '192.168.1.256'"
            ),
        ];

    private static IEnumerable<BadInput> Names =>
        [
            Of(
                "unknown experiment",
                "controlled-failure",
                "^controled-failure",
                "expected an experiment: controlled-failure, found 'controled-failure'; did you mean 'controlled-failure'?"
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

    private static IEnumerable<BadInput> Fit =>
        [
            Of(
                "10 GiB guest on a 2 GiB host",
                "128 MiB",
                "^10 GiB",
                "machine x0 does not fit on host node0: its 10 GiB make 10 GiB there, and the host has 2 GiB"
            ),
            Of(
                "guests that do not fit together",
                "256 MiB",
                "^1921 MiB",
                "machine x1 does not fit on host node0: its 1921 MiB make 2049 MiB there, and the host has 2 GiB"
            ),
            Of(
                "guests that do not fit after a takeover",
                Platform,
                "node1: { processors: 2, memory: 2 GiB",
                "node1: { processors: 2, memory: 64 MiB",
                "machine x0 does not fit on host node1: its 128 MiB make 128 MiB there, and the host has 64 MiB",
                "node1, x1: node2 }",
                Scenario
            ),
            Of(
                "part of a page",
                "128 MiB",
                "^131073 KiB",
                "expected a whole number of 4 KiB pages, found '131073 KiB'; did you mean '131076 KiB'?"
            ),
            Of(
                "more pages than memory",
                "workloads/idle.yaml",
                "{ cpu_share: 0, writes: { hot: { pages: ^65537, rewrites: 1 /s } } }",
                "the workload of machine x1 writes 65537 pages, but its memory of 256 MiB has 65536"
            ),
            Of(
                "busier than its processors",
                "workloads/idle.yaml",
                "{ cpu_share: ^1.5 }",
                "expected at most the 1 vcpus of machine x1, found 1.5"
            ),
        ];

    private static IEnumerable<BadInput> Times =>
        [
            Of(
                "failure after the end",
                "18 s",
                "^30 s",
                "the failure at 30 s is after the end of the probe at 30 s"
            ),
            Of(
                "endless probe",
                "10 ms, count: 3000",
                "^1 h, count: 3000",
                "a probe of 3000 requests at this interval lasts 3000 h"
            ),
            Of(
                "warned of when dead",
                Heartbeat,
                "warntime: 3 s",
                "warntime: ^5 s",
                "warntime of 5 s is not below deadtime of 5 s"
            ),
            Of(
                "dead between two beats",
                Heartbeat,
                "keepalive: 1 s",
                "keepalive: ^6 s",
                "keepalive of 6 s is not below deadtime of 5 s"
            ),
        ];

    private static IEnumerable<BadInput> Expectations =>
        [
            Of(
                "unknown metric",
                "rtt.during.mean_ms",
                "^rtt.during.meen_ms",
                "unknown metric 'rtt.during.meen_ms'; did you mean 'rtt.during.mean_ms'?"
            ),
            Of(
                "metric of an unknown machine",
                "rtt.during.mean_ms",
                "^failover.x8.total_ms",
                "unknown metric 'failover.x8.total_ms'; did you mean 'failover.x0.total_ms'?"
            ),
            Of(
                "unknown axis",
                "when: { script:",
                "when: { ^scrpt:",
                "unknown axis 'scrpt'; the axes are script; did you mean 'script'?"
            ),
            Of(
                "unknown value of an axis",
                "{ script: live-migrate }",
                "{ script: ^live-migrat }",
                "expected a value of the axis script: live-migrate, stop-start, found 'live-migrat'; did you mean 'live-migrate'?"
            ),
            Of(
                "negative tolerance",
                "within: 0.05",
                "within: ^-0.05",
                "expected a number, 0 or more, such as '0.05', found '-0.05'"
            ),
        ];

    private static IEnumerable<BadInput> Yaml =>
        [
            Of(
                "field given twice",
                "restart: staged-copy",
                "restart: staged-copy\n^restart: reboot",
                "'restart' is given twice, first in line 9"
            ),
            Of("tab", "  x1: {", "^\tx1: {", "expected spaces as indentation, found a tab"),
            Of(
                "anchor",
                "staged-copy",
                "^&r staged-copy",
                "expected a value, found an anchor; write the value out where it is used"
            ),
            Of(
                "alias",
                "at: 18 s",
                "at: ^*t",
                "expected a value, found an alias; write the value out"
            ),
            Of(
                "tag",
                "at: 18 s",
                "at: ^!!str 18 s",
                "expected a value without a tag, found the tag 'tag:yaml.org,2002:str'"
            ),
            Of(
                "empty list",
                "[live-migrate, stop-start]",
                "^[]",
                "expected at least one value, found an empty list"
            ),
            Of(
                "list of lists",
                "[live-migrate, stop-start]",
                "[live-migrate, ^[stop-start]]",
                "expected a single value in a list of alternatives, found a list"
            ),
            Of(
                "same value twice",
                "[live-migrate, stop-start]",
                "[stop-start, ^stop-start]",
                "two values of 'script' give points the same name 'stop-start'"
            ),
        ];

    private static BadInput Of(string name, string old, string replacement, string message) =>
        new(name, Scenario, old, replacement, message);

    private static BadInput Of(
        string name,
        string file,
        string old,
        string replacement,
        string message,
        string? pointsTo = null,
        string? pointsIn = null
    ) => new(name, file, old, replacement, message) { PointsTo = pointsTo, PointsIn = pointsIn };
}
