using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Comparing;

/// <summary>What the two sides are called: only what tells them apart.</summary>
internal static class SideLabels
{
    public static (string Left, string Right) Of(
        string leftName,
        RunManifest left,
        string rightName,
        RunManifest right
    )
    {
        string[] leftParts = Parts(left);
        string[] rightParts = Parts(right);
        int[] different =
        [
            .. Enumerable.Range(0, leftParts.Length).Where(i => leftParts[i] != rightParts[i]),
        ];
        if (different.Length > 0)
        {
            return (Join(leftParts), Join(rightParts));
        }

        (string leftEnd, string rightEnd) = DifferentEnds(leftName, rightName);
        return leftEnd == rightEnd || leftEnd.Length == 0 || rightEnd.Length == 0
            ? ("first", "second")
            : (leftEnd, rightEnd);

        string Join(string[] parts) => string.Join(", ", different.Select(i => parts[i]));
    }

    private static string[] Parts(RunManifest run) => [run.Point, run.Testbed];

    // The names of the folders from the first one on that differs.
    private static (string Left, string Right) DifferentEnds(string left, string right)
    {
        string[] leftNames = left.TrimEnd('/').Split('/');
        string[] rightNames = right.TrimEnd('/').Split('/');
        int same = leftNames
            .Zip(rightNames)
            .TakeWhile(names => names.First == names.Second)
            .Count();
        return (string.Join('/', leftNames.Skip(same)), string.Join('/', rightNames.Skip(same)));
    }
}
