namespace MigSim.Fakes;

/// <summary>The manifest of a small campaign: what it costs to copy pages.</summary>
internal static class CopyingCampaign
{
    public const string Manifest = """
        source: made up
        date: 2026-01-01
        data:
          passes:
            model: law
            file: passes.csv
            name: pass
            inputs:
              sent_bytes: { column: sent, unit: page }
            metrics:
              duration_ms: { column: ms, unit: ms }
        fits:
          copying:
            law: pass
            metrics:
              duration_ms: { scatter: relative }
            parameters:
              rate: { from: 100 Mbit/s, to: 900 Mbit/s }
              step: { from: 0, to: 50 ms }
            promotes_to: copying.yaml
        """;

    /// <summary>What may stand below it: the runs that could be made next.</summary>
    public const string Plan = """

        plan:
          fit: copying
          inputs:
            sent_bytes: { values: "100, 1000, 10000", unit: page }
        """;
}
