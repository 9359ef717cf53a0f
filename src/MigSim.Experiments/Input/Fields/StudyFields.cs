using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Studies;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a study: which points are made, how often they are run, what is made of them.</summary>
internal static class StudyFields
{
    private static readonly LeafShape<string> Words = new(Kinds.Text, Sourcing.None);

    public static readonly Field Lockstep = Field.OptionalSection(
        "lockstep",
        new ListShape(new ListShape(Words)),
        "Axes that go together, value by value, rather than in every combination: a list of their names for "
            + "each group."
    );

    public static readonly Field Where = Field.OptionalSection(
        "where",
        new ListShape(Words),
        "Conditions that points must meet, such as 'rate <= bandwidth' or 'deadtime >= 2 * keepalive'."
    );

    public static readonly Field<SampleMethod> SampleMethodField = Field.Required(
        "method",
        new ChoiceKind<SampleMethod>(
            "sampleMethod",
            "a way to sample",
            [("latin-hypercube", SampleMethod.LatinHypercube), ("sobol", SampleMethod.Sobol)]
        ),
        "How values are drawn."
    );

    public static readonly Field<int> SamplePoints = Field.Required(
        "points",
        Kinds.Samples,
        "How many points are drawn, for each combination of the other axes."
    );

    public static readonly Field<int> Seed = Field.Optional(
        "seed",
        Kinds.Seed,
        1,
        "The seed of what is drawn; 1 if absent."
    );

    public static readonly Field Sample = Field.OptionalSection(
        "sample",
        new ObjectShape("sample", [SampleMethodField, SamplePoints, Seed]),
        "Draws values of the ranges that have no 'steps'."
    );

    public static readonly Field<int> Replications = Field.Optional(
        "replications",
        Kinds.Count,
        1,
        "How many runs each point has if the command line does not say; with 'until': at least."
    );

    public static readonly Field<string> Metric = Field.Required(
        "metric",
        Kinds.Text,
        "The metric's name, such as 'migration.x0.downtime_ms'."
    );

    public static readonly Field<string> Within = Field.Required(
        "within",
        Kinds.Width,
        "Half the width of its 95 % interval, as a share of the mean or in the metric's unit."
    );

    public static readonly Field<int> Max = Field.Optional(
        "max",
        Kinds.Count,
        1000,
        "How many runs a point has at most; 1000 if absent."
    );

    public static readonly Field Until = Field.OptionalSection(
        "until",
        new ObjectShape("until", [Metric, Within, Max]),
        "Runs of a point go on until the mean of a metric is known this well."
    );

    public static readonly Field<string> Smallest = Word(
        "smallest",
        "The range whose smallest value that keeps the limit is looked for."
    );

    public static readonly Field<string> Largest = Word(
        "largest",
        "The range whose largest value that keeps the limit is looked for."
    );

    public static readonly Field<double> Below = Field.Optional(
        "below",
        Kinds.Number,
        0,
        "What the metric's mean shall stay below, in its unit."
    );

    public static readonly Field<double> Above = Field.Optional(
        "above",
        Kinds.Number,
        0,
        "What the metric's mean shall stay above, in its unit."
    );

    public static readonly Field<double> Confidence = Field.Optional(
        "confidence",
        Kinds.Confidence,
        0.95,
        "How sure that has to be; 95 % if absent."
    );

    public static readonly Field<double> Resolution = Field.Optional(
        "resolution",
        Kinds.Resolution,
        0.02,
        "How close to the edge the search ends, as a share of the value; 2 % if absent."
    );

    public static readonly Field Find = Field.OptionalSection(
        "find",
        new ObjectShape("find", [Smallest, Largest, Metric, Below, Above, Confidence, Resolution]),
        "Looks for the edge of a range at which a metric keeps a limit, by bisection."
    );

    public static readonly Field<SensitivityMethod> SensitivityMethodField = Field.Required(
        "method",
        new ChoiceKind<SensitivityMethod>(
            "sensitivityMethod",
            "a measure of sensitivity",
            [("morris", SensitivityMethod.Morris), ("sobol", SensitivityMethod.Sobol)]
        ),
        "Elementary effects (a cheap ranking), or shares of the variance."
    );

    public static readonly Field<int> Samples = Field.Required(
        "samples",
        Kinds.Samples,
        "Trajectories of Morris, of one point more than there are ranges each; or base samples of Sobol, of two "
            + "points more each."
    );

    public static readonly Field Metrics = Field.OptionalSection(
        "metrics",
        new ListShape(Words),
        "The metrics looked at; all if absent or empty."
    );

    public static readonly Field Sensitivity = Field.OptionalSection(
        "sensitivity",
        new ObjectShape("sensitivity", [SensitivityMethodField, Samples, Seed, Metrics]),
        "Which of the ranges without 'steps' matters most; it draws their values itself."
    );

    public static readonly Field<string> Name = Field.Required(
        "name",
        Kinds.Text,
        "What it is called in the summary."
    );

    public static readonly Field<string> Axis = Field.Required(
        "axis",
        Kinds.Text,
        "The axis in which the points differ."
    );

    public static readonly Field<string> Baseline = Field.Required(
        "baseline",
        Kinds.Text,
        "The value that the other is measured against."
    );

    public static readonly Field<string> Alternative = Field.Required(
        "alternative",
        Kinds.Text,
        "The other value."
    );

    public static readonly Field Compare = Field.OptionalSection(
        "compare",
        new ListShape(new ObjectShape("comparison", [Name, Axis, Baseline, Alternative, Metrics])),
        "Points that differ in one thing, set against each other, run by run of the same seed."
    );

    public static readonly Field<string> Lines = Word("lines", "A metric, as lines over an axis.");

    public static readonly Field<string> Heat = Word("heat", "A metric, as colours over two axes.");

    public static readonly Field Pareto = Field.OptionalSection(
        "pareto",
        new ListShape(Words),
        "Two metrics against each other, a dot for each point."
    );

    public static readonly Field Over = Field.OptionalSection(
        "over",
        new ListShape(Words) { MayBeSingle = true },
        "The axis along the horizontal; for 'heat' the vertical one second."
    );

    public static readonly Field<string> By = Word(
        "by",
        "The axis that tells lines or dots apart."
    );

    public static readonly Field Pictures = Field.OptionalSection(
        "pictures",
        new ListShape(new ObjectShape("picture", [Lines, Heat, Pareto, Over, By])),
        "The pictures that are drawn of the summary."
    );

    public static readonly ObjectShape Study = new(
        "study",
        [Lockstep, Where, Sample, Replications, Until, Find, Sensitivity, Compare, Pictures]
    );

    public static readonly Field Section = Field.OptionalSection(
        "study",
        Study,
        "Which points of the axes are made, how often they are run, and what is made of the results."
    );

    private static Field<string> Word(string name, string description) =>
        Field.Optional(name, Kinds.Text, "", description);
}
