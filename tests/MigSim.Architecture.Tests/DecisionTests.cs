using System.Text.RegularExpressions;

namespace MigSim.Architecture.Tests;

public sealed partial class DecisionTests
{
    public static TheoryData<string> Decisions => [.. Repository.FilesIn("docs/decisions", "*.md")];

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Decision_EveryPage_SaysWhyAndWhatElseThereWas(string path)
    {
        string[] headings =
        [
            .. Repository
                .Read(path)
                .Split('\n')
                .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line[3..].Trim()),
        ];
        Assert.Equal(["Context", "Decision", "Alternatives", "Consequences"], headings);
    }

    [Fact]
    public void Decisions_AllOfThem_AreNumberedOnce()
    {
        int[] numbers =
        [
            .. Decisions.Select(row => int.Parse(Number().Match(row.Data).Value, null)),
        ];
        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
    }

    [GeneratedRegex(@"(?<=/)\d{4}(?=-)")]
    private static partial Regex Number();
}
