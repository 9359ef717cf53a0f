namespace MigSim.Contracts;

/// <summary>Times that shall be close to each other.</summary>
internal static class Moments
{
    public static void AssertClose(TimeSpan expected, TimeSpan actual, TimeSpan tolerance) =>
        Assert.InRange(actual, expected - tolerance, expected + tolerance);
}
