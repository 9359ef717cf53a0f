using MigSim.RealLab.Tests.EndToEnd;

namespace MigSim.RealLab.Tests;

/// <summary>What the tests measured: they pass whatever it is, and people want to know.</summary>
/// <remarks>A runner shows little of what a test says; so it is in a file too.</remarks>
internal static class MeasurementLog
{
    private static readonly string Path = System.IO.Path.Combine(
        LabProgram.Root,
        "artifacts",
        "lab-measurements.txt"
    );

    /// <summary>Adds a line, with the name of the test.</summary>
    public static void Note(FormattableString text)
    {
        string line = FormattableString.Invariant(text);
        TestContext.Current.SendDiagnosticMessage("{0}", line);
        string test = TestContext.Current.TestMethod?.MethodName ?? "";
        File.AppendAllText(Path, $"{test}: {line}\n");
    }
}
