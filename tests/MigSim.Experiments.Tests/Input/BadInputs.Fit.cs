namespace MigSim.Experiments.Tests.Input;

/// <content>Values that do not fit together, and texts that are no YAML.</content>
internal static partial class BadInputs
{
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
                "more pages than memory, of system and load",
                "workloads/idle.yaml",
                "{ cpu_share: 0, system_writes: { own: { pages: 65530, rewrites: 1 /s } }, "
                    + "writes: { hot: { pages: ^7, rewrites: 1 /s } } }",
                "the workload of machine x1 writes 65537 pages, but its memory of 256 MiB has 65536"
            ),
            Of(
                "post-copy where there is none",
                "engine: xen-legacy }",
                "engine: xen-legacy, mode: ^post-copy }",
                "the engine xen-legacy of machine x0 has no post-copy"
            ),
            Of(
                "order that there is not",
                Heartbeat,
                "keepalive: 1 s",
                "order: ^all-at-one\nkeepalive: 1 s",
                "expected an order of machines: one-by-one, all-at-once, found 'all-at-one'; did you mean 'all-at-once'?"
            ),
            Of(
                "beats on a network that carries none",
                Heartbeat,
                "keepalive: 1 s",
                "network: ^storage\nkeepalive: 1 s",
                "expected a network for the beats: heartbeat, lan, found 'storage'"
            ),
            Of(
                "checkpoints without a crash",
                Scenario,
                "engine: xen-legacy }",
                "engine: xen-legacy, checkpoints: checkpoints/remus.yaml }",
                "machine x0 has checkpoints, but its host does not crash",
                pointsTo: "interval: {",
                pointsIn: "checkpoints/remus.yaml"
            ),
            Of(
                "packets that all get lost",
                Platform,
                "{ value: 128 KiB, origin: assumed, source: port buffer of a cheap gigabit switch }",
                "{ value: 128 KiB, origin: assumed, source: a }\n    loss: { value: ^1, origin: assumed, source: a }",
                "expected a share such as '0.01', and at most 0.5, found '1'"
            ),
            Of(
                "an engine with an unknown constant",
                "machines:\n",
                "engines: { engines: { mine: { like: qemu, ^downtime: { value: 1 s, origin: assumed, source: a } } } }\nmachines:\n",
                "there is no field 'downtime' in engines.mine"
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
}
