using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Shadow;

/// <summary>The file of a campaign in which predictions stand beside what was measured afterwards.</summary>
public static class PredictionBook
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "predictions.csv";

    /// <summary>Reads the errors of all predictions so far; none if there is no book yet.</summary>
    /// <param name="campaign">The campaign's folder.</param>
    /// <exception cref="InputException">The book is not one.</exception>
    public static ImmutableArray<PastError> Read(string campaign)
    {
        string path = Path.Combine(campaign, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        var table = RawTable.Read(path);
        int metric = Column(table, "metric");
        int predicted = Column(table, "predicted");
        int measured = Column(table, "measured");
        return
        [
            .. table.Rows.Select(row => new PastError(
                row.Cells[metric],
                Number(path, row.Line, row.Cells[predicted]),
                Number(path, row.Line, row.Cells[measured])
            )),
        ];
    }

    /// <summary>Adds lines at the end; the book is as before or has all of them.</summary>
    /// <param name="campaign">The campaign's folder.</param>
    /// <param name="scores">What to add.</param>
    public static void Add(string campaign, IEnumerable<PredictionScore> scores)
    {
        string path = Path.Combine(campaign, FileName);
        var text = new StringBuilder(
            File.Exists(path) ? File.ReadAllText(path) : PredictionScore.Columns + "\n"
        );
        foreach (PredictionScore score in scores)
        {
            text.Append(score.Line()).Append('\n');
        }

        string staged = $"{path}.new-{Environment.ProcessId}";
        try
        {
            File.WriteAllText(staged, text.ToString());
            File.Move(staged, path, overwrite: true);
        }
        finally
        {
            File.Delete(staged);
        }
    }

    private static int Column(RawTable table, string name) =>
        table.Find(name) is >= 0 and var column
            ? column
            : throw new InputException([
                new InputError(table.Path, 1, 1, $"a column '{name}'", "none"),
            ]);

    private static double Number(string path, int line, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : throw new InputException([new InputError(path, line, 1, "a number", $"'{text}'")]);
}
