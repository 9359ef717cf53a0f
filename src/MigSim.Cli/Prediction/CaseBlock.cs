using MigSim.Calibration.Cases;
using MigSim.Models.Prediction;

namespace MigSim.Cli.Prediction;

/// <summary>Some rows of a file of cases, predicted on all processors at once.</summary>
/// <param name="reader">Reads the rows.</param>
/// <param name="rows">How many there are at most.</param>
internal sealed class CaseBlock(CaseReader reader, int rows)
{
    private readonly (int Number, string Text)[] _lines = new (int, string)[rows];
    private readonly string?[] _results = new string?[rows];
    private readonly List<CaseProblem>?[] _problems = new List<CaseProblem>?[rows];
    private int _count;

    public bool IsFull => _count == rows;

    /// <summary>Gets the rows that could be predicted, each with its results.</summary>
    public IEnumerable<string> Results => _results.Take(_count).OfType<string>();

    /// <summary>Gets what was wrong, in the order of the file.</summary>
    public IEnumerable<(int Line, CaseProblem Problem)> Problems
    {
        get
        {
            for (int row = 0; row < _count; row++)
            {
                foreach (CaseProblem problem in _problems[row] ?? [])
                {
                    yield return (_lines[row].Number, problem);
                }
            }
        }
    }

    public void Clear() => _count = 0;

    public void Add(int number, string line) => _lines[_count++] = (number, line);

    /// <summary>Predicts every row.</summary>
    public void Predict() =>
        Parallel.For(
            0,
            _count,
            () => new List<CaseProblem>(),
            (row, _, problems) =>
            {
                MigrationCase? migration = reader.Read(_lines[row].Text, problems);
                _results[row] = migration is null
                    ? null
                    : $"{_lines[row].Text},{ResultRow.Write(Predictor.Predict(migration))}";
                _problems[row] = problems.Count > 0 ? problems : null;
                return problems.Count > 0 ? [] : problems;
            },
            _ => { }
        );
}
