using MigSim.Calibration.Cases;
using MigSim.Calibration.Profiles;
using MigSim.Models.Prediction;
using MigSim.Virtualization;

namespace MigSim.Calibration.Tests.Suites;

/// <summary>
/// Cases whose measurements are kept apart: nothing is fitted to them, and predictions must be sane.
/// </summary>
public sealed class KeptApartTests
{
    [Fact]
    public void Predict_GigabitSessions_AreBetweenTheirBoundsAndGrowWithMemory()
    {
        string[] lines = File.ReadAllLines(Reference.Path("cases/gigabit-kept-apart.csv"));
        var problems = new List<CaseProblem>();
        CaseHeader header = CaseHeader.Read(lines[0], problems)!;
        var reader = new CaseReader(header, PredictionProfile.Load(Reference.Path("gigabit.yaml")));
        var last = new Dictionary<MigrationMode, MigrationOutcome>();
        Assert.Equal(48, lines.Length - 1);
        foreach (string line in lines.Skip(1))
        {
            MigrationCase migration = reader.Read(line, problems)!;
            Assert.Empty(problems);
            MigrationOutcome outcome = Predictor.Predict(migration);
            double content = migration.Memory.GuestPages - migration.Memory.ZeroPages;
            double atLeast = content * 4104 / migration.Path.Rate;
            Assert.Equal(MigrationVerdict.Completes, outcome.Verdict);
            Assert.InRange(outcome.TotalSeconds, 0.99 * atLeast, (1.1 * atLeast) + 2.5);
            Assert.InRange(outcome.DowntimeSeconds!.Value, 0.01, 0.35);
            Assert.InRange(outcome.Bytes, content * 4104, content * 4104 * 1.15);
            if (!line.Contains("-1024,", StringComparison.Ordinal))
            {
                Assert.True(outcome.TotalSeconds > last[migration.Mode].TotalSeconds);
            }

            last[migration.Mode] = outcome;
        }
    }
}
