namespace MigSim.Experiments.Tests.Input;

/// <content>Fields that are unknown, missing or of another form.</content>
internal static partial class BadInputs
{
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
                "origin: measured\n    source: \"first pass in the Xen log of a 128 MB VM, xen-users 2012-03-09 (thr3ads.net/2244293)\"\n",
                "origin: measured\n",
                "missing field 'source' in constant hypervisor.control_domain.copy_rate",
                "value: 555 Mbit/s"
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
}
