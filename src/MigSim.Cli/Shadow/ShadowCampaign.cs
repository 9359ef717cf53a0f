using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Shadow;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;

namespace MigSim.Cli.Shadow;

/// <summary>The campaign in which the predictions of a lab's runs are kept.</summary>
/// <param name="Folder">Its folder; null if no campaign is known.</param>
/// <param name="History">How far predictions were off before.</param>
/// <param name="Calibration">Campaign, fit and digest that the predictions rest on; empty if none.</param>
internal sealed record ShadowCampaign(string? Folder, ErrorHistory History, string Calibration)
{
    private const string FitMark = ", fit ";

    /// <summary>Finds it: the one given, or the one that the scenario's engines were fitted by.</summary>
    /// <param name="given">A campaign's folder from the command line; may be null.</param>
    /// <param name="scenarioFile">The scenario's file; campaigns are looked for from its folder upwards.</param>
    /// <param name="scenario">A point of it.</param>
    /// <exception cref="InputException">The campaign is not one.</exception>
    public static ShadowCampaign Find(string? given, string scenarioFile, Scenario scenario)
    {
        string id = (given is null ? null : FittedBy(given, scenario)) ?? OfEngines(scenario);
        string[] parts = id.Split(FitMark);
        string? folder = given ?? (id.Length == 0 ? null : Above(scenarioFile, parts[0]));
        if (folder is null)
        {
            return new ShadowCampaign(null, ErrorHistory.None, id);
        }

        string? fit = parts.Length > 1 ? parts[1].Split(',')[0] : null;
        return new ShadowCampaign(folder, ErrorHistory.Of(Campaign.Load(folder), fit), id);
    }

    private static string? FittedBy(string folder, Scenario scenario) =>
        scenario
            .Calibrations.Select(applied => applied.Stamp.Id)
            .FirstOrDefault(id => NameOf(id.Split(FitMark)[0]) == NameOf(folder));

    // What a hypervisor costs was fitted elsewhere.
    private static string OfEngines(Scenario scenario) =>
        scenario
            .Calibrations.FirstOrDefault(applied =>
                scenario.Machines.Any(machine =>
                    applied.Engines?.Contains(machine.Spec.Engine) == true
                )
            )
            ?.Stamp.Id
        ?? "";

    private static string NameOf(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static string? Above(string file, string relative)
    {
        DirectoryInfo? folder = new FileInfo(file).Directory;
        while (folder is not null)
        {
            string path = Path.Combine(folder.FullName, relative);
            if (File.Exists(Path.Combine(path, Campaign.ManifestName)))
            {
                return Path.GetRelativePath(Environment.CurrentDirectory, path);
            }

            folder = folder.Parent;
        }

        return null;
    }
}
