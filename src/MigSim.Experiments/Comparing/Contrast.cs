using MathNet.Numerics.Distributions;

namespace MigSim.Experiments.Comparing;

/// <summary>An estimated difference with its uncertainty.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="StandardError">Its standard error, at least 0.</param>
/// <param name="DegreesOfFreedom">Those of Student's t, at least 1.</param>
internal readonly record struct Contrast(
    double Estimate,
    double StandardError,
    double DegreesOfFreedom
)
{
    /// <summary>Gets the probability, were the true difference 0, of an estimate as high as this one.</summary>
    public double ChanceOfAsHigh =>
        StandardError > 0
            ? 1 - StudentT.CDF(0, 1, DegreesOfFreedom, Estimate / StandardError)
            : Estimate switch
            {
                > 0 => 0,
                < 0 => 1,
                _ => 0.5,
            };

    /// <summary>Gets how far the 95 % interval reaches to each side.</summary>
    public double HalfInterval => Quantile(0.975) * StandardError;

    /// <summary>Gets a quantile of Student's t.</summary>
    public double Quantile(double share) => StudentT.InvCDF(0, 1, DegreesOfFreedom, share);
}
