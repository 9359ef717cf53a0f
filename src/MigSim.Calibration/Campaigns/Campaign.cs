using System.Collections.Immutable;
using MigSim.Calibration.Fitting;
using MigSim.Calibration.Planning;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Campaigns;

/// <summary>A folder with measured runs, what they say, and what shall be fitted to them.</summary>
public sealed record Campaign
{
    /// <summary>The file that describes a campaign.</summary>
    public const string ManifestName = "manifest.yaml";

    /// <summary>Gets its name: that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets where the measurements come from.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the day on which they were made or published, as written.</summary>
    public required string Date { get; init; }

    /// <summary>Gets the digest of the raw files.</summary>
    public required string Digest { get; init; }

    /// <summary>Gets the runs.</summary>
    public required ImmutableArray<CampaignData> Data { get; init; }

    /// <summary>Gets what is fitted.</summary>
    public required ImmutableArray<FitPlan> Fits { get; init; }

    /// <summary>Gets the runs that could be made next; null if none are named.</summary>
    public CandidateRuns? Candidates { get; init; }

    /// <summary>Gets the folder of the raw files.</summary>
    public string RawFolder => Path.Combine(Folder, "raw");

    /// <summary>Gets the folder of the fits.</summary>
    public string FitsFolder => Path.Combine(Folder, "fits");

    /// <summary>Reads a campaign; its raw files must be as they were.</summary>
    /// <exception cref="InputException">Every mistake in it.</exception>
    public static Campaign Load(string folder) => new CampaignReader(folder).Read();

    /// <summary>Gets where the file of a fit is.</summary>
    public string PathOf(FitPlan plan) => Path.Combine(FitsFolder, $"{plan.Name}.json");

    /// <summary>Gets the runs that a fit uses.</summary>
    public CampaignData DataOf(FitPlan plan) => Data.First(data => data.Name == plan.Data);

    /// <summary>Gets the runs that could be made next for a fit; null if none are named.</summary>
    public CandidateRuns? CandidatesOf(FitPlan plan) =>
        Candidates is { } candidates
        && Fits.First(fit => fit.Name == candidates.Fit).Data == plan.Data
            ? candidates
            : null;
}
