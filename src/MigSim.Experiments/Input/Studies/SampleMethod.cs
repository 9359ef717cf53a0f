namespace MigSim.Experiments.Input.Studies;

/// <summary>How values of continuous axes are drawn.</summary>
internal enum SampleMethod
{
    /// <summary>One value in each of as many parts of every axis as there are points.</summary>
    LatinHypercube,

    /// <summary>The beginning of Sobol's sequence, shifted by the seed.</summary>
    Sobol,
}
