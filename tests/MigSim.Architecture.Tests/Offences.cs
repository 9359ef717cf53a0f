namespace MigSim.Architecture.Tests;

/// <summary>Fails with every offence in full.</summary>
internal static class Offences
{
    public static void AssertNone(IEnumerable<string> offences)
    {
        string[] found = [.. offences];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
