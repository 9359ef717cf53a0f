namespace MigSim.Experiments.Tests.Input;

/// <content>Ranges and studies that cannot be.</content>
internal static partial class BadInputs
{
    private static IEnumerable<BadInput> Ranges =>
        [
            Range(
                "range without an end",
                "^{ from: 1 s, steps: 2 }",
                "missing field 'to' in the range of 'failure.at'"
            ),
            Range(
                "unknown field of a range",
                "{ from: 1 s, to: 3 s, ^stepz: 3 }",
                "unknown field 'stepz' in the range of 'failure.at'; did you mean 'steps'?"
            ),
            Range(
                "range of one step",
                "{ from: 1 s, to: 3 s, steps: ^1 }",
                "expected a number of values, 2 or more, such as '7', found '1'"
            ),
            Range(
                "range that ends before it begins",
                "{ from: 3 s, to: ^1 s, steps: 3 }",
                "the range of 'failure.at' ends at '1 s', which is not above '3 s'"
            ),
            Range(
                "range of another unit",
                "{ from: 1 s, to: ^1 Gbit, steps: 3 }",
                "expected a duration such as '10 ms', found '1 Gbit'"
            ),
            Range(
                "logarithmic range from 0",
                "{ from: ^0 s, to: 3 s, steps: 3, scale: log }",
                "a logarithmic range cannot begin at '0 s': it begins above 0"
            ),
            Range(
                "logarithmic range with a step",
                "{ from: 1 s, to: 3 s, step: ^1 s, scale: log }",
                "a logarithmic range has 'steps', not a 'step'"
            ),
            Range(
                "range with steps and a step",
                "{ from: 1 s, to: 3 s, steps: 3, step: ^1 s }",
                "a range has either 'steps' or a 'step'"
            ),
            Range(
                "step that is too great",
                "{ from: 1 s, to: 3 s, step: ^5 s }",
                "a step of '5 s' does not lead from '1 s' to '3 s'"
            ),
            Range(
                "step of nothing",
                "{ from: 1 s, to: 3 s, step: ^0 s }",
                "a step of '0 s' does not lead from '1 s' to '3 s'"
            ),
            Range(
                "step that is too small",
                "{ from: 1 s, to: 3 s, step: ^1 us }",
                "more than 1000000 values between '1 s' and '3 s'"
            ),
            Range(
                "unknown scale",
                "{ from: 1 s, to: 3 s, steps: 3, scale: ^logg }",
                "expected a scale: linear, log, found 'logg'; did you mean 'log'?"
            ),
            Range(
                "range without steps",
                "^{ from: 1 s, to: 3 s }",
                "the range of 'at' has neither 'steps' nor a 'step', and the study has no 'sample', 'sensitivity' or 'find' for it"
            ),
            Range(
                "range whose values fall together",
                "^{ from: 1000 s, to: 1000.2 s, steps: 5 }",
                "two values of 'at' give points the same name '1000s', as do 2 more"
            ),
            Of(
                "range of words",
                "[live-migrate, stop-start]",
                "^{ from: live-migrate, to: stop-start, steps: 2 }",
                "'script' is no quantity, and has no range: write a list of its values"
            ),
            Of(
                "axis of zero points",
                "[live-migrate, stop-start]",
                "^[]",
                "expected at least one value, found an empty list"
            ),
        ];

    private static IEnumerable<BadInput> Studies =>
        [
            Study(
                "unknown field of a study",
                "^replicatons: 3",
                "unknown field 'replicatons' in study; did you mean 'replications'?"
            ),
            Study(
                "no replications",
                "replications: ^0",
                "expected a count, 1 or more, such as '3000', found '0'"
            ),
            Study(
                "lockstep of an unknown axis",
                "lockstep: [[script, ^memroy]]",
                "unknown axis 'memroy'; the axes are script, memory, timeout, count; did you mean 'memory'?"
            ),
            Study(
                "lockstep of different lengths",
                "lockstep: [[script, ^memory]]",
                "axes in lockstep have as many values: 'script' has 2, 'memory' 3"
            ),
            Study(
                "lockstep of an axis twice",
                "lockstep: [[script, ^script]]",
                "the axis 'script' is in lockstep twice"
            ),
            Study(
                "lockstep without groups",
                "lockstep: [^script, memory]",
                "expected a list, found 'script'"
            ),
            Study(
                "condition without an operator",
                "where: [^memory]",
                "expected a condition such as 'rate <= bandwidth' or 'deadtime >= 2 * keepalive', found 'memory'"
            ),
            Study(
                "condition of an unknown axis",
                "where: [^2 * memroy > 5 MiB]",
                "unknown axis 'memroy'; the axes are script, memory, timeout, count; did you mean 'memory'?"
            ),
            Study(
                "condition of no axis",
                "where: [^bandwidth > 5 MiB]",
                "unknown axis 'bandwidth'; the axes are script, memory, timeout, count"
            ),
            Study(
                "condition of another unit",
                "where: [^memory > 5 s]",
                "expected a quantity in B beside 'memory', found '5 s'"
            ),
            Study(
                "condition between units",
                "where: [^memory > 2 * timeout]",
                "'timeout' (s) cannot be compared with 'memory' (B)"
            ),
            Study(
                "condition that orders words",
                "where: [^script < stop-start]",
                "'script' is no quantity: it can be '==' or '!=' to one of its values"
            ),
            Study(
                "condition with an unknown word",
                "where: [^script == stop-strat]",
                "expected a value of the axis script: live-migrate, stop-start, found 'stop-strat'; did you mean 'stop-start'?"
            ),
            Study(
                "conditions that leave no point",
                "where: ^[memory > 64 MiB, memory <= 64 MiB]",
                "no point is left of 6: 'memory > 64 MiB' removes 2, 'memory <= 64 MiB' removes 4"
            ),
            Study(
                "sample of nothing",
                "sample: ^{ method: sobol, points: 8 }",
                "Sobol's sequence needs a range without 'steps', such as { from: 100 Mbit/s, to: 10 Gbit/s }"
            ),
            Study(
                "sample of no points",
                "sample: { method: sobol, points: ^0 }",
                "expected a number of samples, 2 or more, such as '256', found '0'"
            ),
            Study(
                "unknown way to sample",
                "sample: { method: ^sobbol, points: 8 }",
                "expected a way to sample: latin-hypercube, sobol, found 'sobbol'; did you mean 'sobol'?"
            ),
            Study(
                "search without a direction",
                "find: ^{ metric: probe.lost, below: 3 }",
                "find has either 'smallest' or 'largest'"
            ),
            Study(
                "search without a limit",
                "find: ^{ smallest: memory, metric: probe.lost }",
                "find has either 'below' or 'above'"
            ),
            Study(
                "search along a list",
                "find: { smallest: ^memory, metric: probe.lost, below: 3 }",
                "an edge is looked for along a range without 'steps', which 'memory' is not"
            ),
            Study(
                "interval of nothing",
                "until: { metric: probe.lost, within: ^0 % }",
                "expected half an interval's width above 0, as a share such as '5 %' or in the metric's unit such as '2', found '0 %'"
            ),
            Study(
                "unknown metric of a study",
                "until: { metric: ^probe.lots, within: 5 % }",
                "unknown metric 'probe.lots'; did you mean 'probe.lost'?"
            ),
            Study(
                "sample beside sensitivities",
                "sample: { method: sobol, points: 8 }\n  sensitivity: ^{ method: morris, samples: 4, metrics: [] }",
                "a study has either 'sensitivity', which draws its own values, or 'sample'"
            ),
            Study(
                "comparison of an unknown value",
                "compare: [{ name: a, axis: script, baseline: stop-start, alternative: ^live-migrat }]",
                "expected a value of the axis script: live-migrate, stop-start, found 'live-migrat'; did you mean 'live-migrate'?"
            ),
            Study(
                "comparisons of one name",
                "compare: [{ name: a, axis: script, baseline: stop-start, alternative: live-migrate }, { name: ^a, axis: script, baseline: stop-start, alternative: live-migrate }]",
                "two comparisons are called 'a'"
            ),
            Study(
                "picture of nothing",
                "pictures: [^{ over: memory }]",
                "a picture has one of 'lines', 'heat' and 'pareto'"
            ),
            Study(
                "heat map over one axis",
                "pictures: [{ heat: probe.lost, over: ^memory }]",
                "expected two axes under 'over' for 'heat', found 1"
            ),
            Study(
                "lines over nothing",
                "pictures: [^{ lines: probe.lost }]",
                "expected one axis under 'over' for 'lines', found none"
            ),
            Study(
                "heat map with lines",
                "pictures: [{ heat: probe.lost, over: [memory, script], by: ^script }]",
                "a heat map has two axes and no 'by'"
            ),
            Study(
                "pareto of one metric",
                "pictures: [{ pareto: ^[probe.lost] }]",
                "expected two metrics, found 1"
            ),
            Study("value for a study", "^5", "") with
            {
                Old = "\nrestart: staged-copy",
                New = "\nstudy: ^5",
                Message =
                    "expected a mapping with fields such as lockstep, where, sample, found '5'",
            },
        ];

    private static BadInput Range(string name, string range, string message) =>
        Of(name, "at: 18 s", $"at: {range}", message);

    private static BadInput Study(string name, string section, string message) =>
        Of(
            name,
            "\nscript: [live-migrate, stop-start]\nrestart: staged-copy",
            $"\nscript: [live-migrate, stop-start]\nset: {{ machines.*.memory: [64 MiB, 96 MiB, 128 MiB], probe.timeout: [1 s], probe.count: [3000] }}\nstudy:\n  {section}",
            message
        );
}
