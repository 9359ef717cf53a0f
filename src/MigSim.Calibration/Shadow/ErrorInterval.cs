using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace MigSim.Calibration.Shadow;

/// <summary>Where the next measurement will be, judged by how far earlier predictions were off.</summary>
/// <remarks>
/// Errors are taken as normal: their ratios' logarithms, or their differences. Of n errors with mean m and standard deviation s the
/// next one is in m ± t s √(1 + 1/n) with 95 %, t being Student's with n - 1 degrees of freedom.
/// </remarks>
public static class ErrorInterval
{
    /// <summary>The least number of errors that tell anything.</summary>
    public const int ErrorsMin = 3;

    /// <summary>Gets the 95 % interval of one measurement.</summary>
    /// <param name="predicted">The prediction.</param>
    /// <param name="past">Earlier errors of the metric.</param>
    /// <param name="isRelative">Whether errors grow with the value; differences are used all the same where a value is 0.</param>
    /// <returns>Its ends, the lower one at least 0; null for fewer than <see cref="ErrorsMin"/> errors.</returns>
    public static (double Low, double High)? Of(
        double predicted,
        IReadOnlyCollection<PastError> past,
        bool isRelative
    )
    {
        if (past.Count < ErrorsMin)
        {
            return null;
        }

        bool isRatio =
            isRelative
            && predicted > 0
            && past.All(one => one is { Predicted: > 0, Measured: > 0 });
        double[] errors =
        [
            .. past.Select(one =>
                isRatio ? Math.Log(one.Measured / one.Predicted) : one.Measured - one.Predicted
            ),
        ];
        double mean = ArrayStatistics.Mean(errors);
        double room =
            StudentT.InvCDF(0, 1, errors.Length - 1, 0.975)
            * ArrayStatistics.StandardDeviation(errors)
            * Math.Sqrt(1 + (1.0 / errors.Length));
        return isRatio
            ? (predicted * Math.Exp(mean - room), predicted * Math.Exp(mean + room))
            : (Math.Max(0, predicted + mean - room), predicted + mean + room);
    }
}
