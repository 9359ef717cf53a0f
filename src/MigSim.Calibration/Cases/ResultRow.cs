using System.Globalization;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Cases;

/// <summary>Writes what became of a case as the last cells of its row.</summary>
public static class ResultRow
{
    /// <summary>Gets what a verdict is called.</summary>
    public static string Name(MigrationVerdict verdict) =>
        verdict == MigrationVerdict.Completes ? "completes" : "does-not-converge";

    /// <summary>Writes the cells, without a comma before them.</summary>
    public static string Write(in MigrationOutcome outcome) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name(outcome.Verdict)},{outcome.TotalSeconds * 1000:0.######},{
                outcome.DowntimeSeconds * 1000:0.######},{outcome.Bytes:0},{outcome.Rounds},{
                outcome.FirstThrottleSeconds:0.######}"
        );
}
