namespace MigSim.Experiments.Reports;

/// <summary>A part of a run, as the probe is told apart by it.</summary>
public enum ProbeSpan
{
    /// <summary>Until the failure.</summary>
    Before,

    /// <summary>From the failure until the machine runs on its new host.</summary>
    During,

    /// <summary>From then on.</summary>
    After,
}
