using MigSim.Calibration.Profiles;
using MigSim.Calibration.Suites;
using MigSim.Experiments.Input.Constants;
using MigSim.Provenance;

namespace MigSim.Calibration.Tests.Suites;

/// <summary>The suites of the repository: the accuracy that the project claims.</summary>
public sealed class SuiteTests
{
    private static readonly Dictionary<string, SuiteResult> Results = [];

    public static TheoryData<string> Suites =>
        [
            .. Directory
                .EnumerateFiles(Reference.Path(""), "suite-*.yaml")
                .Select(path => Path.GetFileName(path)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Validate_SuiteOfTheRepository_ReachesWhatItAimsAt(string name)
    {
        SuiteResult result = Validate(name);
        Assert.Equal(0, result.WrongVerdicts);
        Assert.All(result.Accuracy, row => Assert.True(row.Holds, $"{row}"));
        Assert.Contains(result.Accuracy, row => row.Target is not null);
    }

    [Theory]
    [InlineData("suite-gigabit.yaml")]
    [InlineData("suite-qemu-lab.yaml")]
    [InlineData("suite-kvm-cap128.yaml")]
    public void Validate_ConstantsOfTheProfile_AreWhatTheFitGives(string name)
    {
        SuiteResult result = Validate(name);
        PredictionProfile profile = PredictionProfile.Read(result.Suite.Profile);
        Assert.NotEmpty(result.Refitted);
        foreach ((string path, double refitted) in result.Refitted)
        {
            Constant constant = Assert.Single(profile.Constants, c => c.Name == path);
            Assert.Equal(Origin.Fitted, constant.Origin);
            double written = Value(result.Suite.Profile, path);
            Assert.InRange(refitted, written * 0.95, written * 1.05);
        }
    }

    [Theory]
    [InlineData("suite-gigabit.yaml", "pre-copy", "Gudkov", "constant rate", "CloudSim")]
    [InlineData("suite-kvm-cap128.yaml", "pre-copy", "Gudkov", "constant rate", "SimGrid")]
    [InlineData("suite-qemu-lab.yaml", "1gbit", "Gudkov", "constant rate", "four constants")]
    public void Validate_SimplerPredictors_AreWorse(
        string name,
        string group,
        params string[] predictors
    )
    {
        SuiteResult result = Validate(name);
        double ours = result
            .Accuracy.Single(row => row.Group == group && row.Output == SuiteOutput.TotalMs)
            .Mean;
        Assert.All(
            predictors,
            predictor =>
            {
                var other = result.Baselines.Single(b => b.Name == predictor && b.Group == group);
                Assert.True(other.Mean > ours, $"{other} is not worse than {ours}");
            }
        );
    }

    [Fact]
    public void Validate_RolesOfCases_AreNeverAddedUp()
    {
        SuiteResult result = Validate("suite-kvm-cap128.yaml");
        int fitted = result.Suite.Cases.Count(one => one.Role == CaseRole.Fit);
        Assert.All(
            result.Accuracy.Where(row => row.Group == ValidationSuite.AllGroups),
            row => Assert.True(row.Count <= fitted)
        );
    }

    // A suite is scored once for all tests of this class, which run one after the other.
    private static SuiteResult Validate(string name)
    {
        if (!Results.TryGetValue(name, out SuiteResult? result))
        {
            var suite = ValidationSuite.Load(Reference.Path(name));
            result = SuiteValidator.Validate(suite, null);
            Results.Add(name, result);
        }

        return result;
    }

    private static double Value(ConstantFile file, string path)
    {
        string[] names = path.Split('.');
        ConstantMap map = names[..^1].Aggregate(file.Root, (outer, name) => outer.Map(name)!);
        return names[^1] switch
        {
            "density" => map.Number("density")!.Value,
            "setup" => map.Seconds("setup")!.Value,
            string name when name.EndsWith("scanned", StringComparison.Ordinal) => map.PerSecond(
                name
            )!.Value,
            string name => map.BytesPerSecond(name)!.Value,
        };
    }
}
