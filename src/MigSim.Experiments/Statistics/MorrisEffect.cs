namespace MigSim.Experiments.Statistics;

/// <summary>
/// The elementary effects of an axis: by how much the metric changes from one end of the axis to the other, judged by steps of
/// two thirds of it, from different places.
/// </summary>
/// <param name="Axis">The axis.</param>
/// <param name="Mu">Their mean, in the metric's unit; effects of different signs cancel out.</param>
/// <param name="MuStar">The mean of their magnitudes, with an interval by Student's t over the trajectories.</param>
/// <param name="Sigma">Their standard deviation: interactions, or an effect that is no straight line.</param>
public sealed record MorrisEffect(string Axis, double Mu, Estimate MuStar, double Sigma);
