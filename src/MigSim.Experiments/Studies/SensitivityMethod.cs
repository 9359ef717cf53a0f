namespace MigSim.Experiments.Studies;

/// <summary>How the influence of axes is measured.</summary>
public enum SensitivityMethod
{
    /// <summary>Elementary effects along trajectories: a cheap ranking (Morris 1991).</summary>
    Morris,

    /// <summary>Shares of the variance, first-order and total (Sobol 1993, Saltelli 2010).</summary>
    Sobol,
}
