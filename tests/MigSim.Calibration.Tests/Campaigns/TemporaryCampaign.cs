using MigSim.Calibration.Campaigns;
using MigSim.Fakes;

namespace MigSim.Calibration.Tests.Campaigns;

/// <summary>A small campaign in a folder that goes away again.</summary>
internal sealed class TemporaryCampaign : IDisposable
{
    public const string Manifest = CopyingCampaign.Manifest;

    public const string Rows = "pass,sent,ms\na,30000,1802\nb,3000,185\nc,300,24\nd,100,10\n";

    public TemporaryCampaign(string manifest = Manifest, string rows = Rows)
    {
        Folder = Directory.CreateTempSubdirectory("migsim-campaign-").FullName;
        Raw = Directory.CreateDirectory(Path.Combine(Folder, "raw")).FullName;
        File.WriteAllText(Path.Combine(Folder, "manifest.yaml"), manifest);
        File.WriteAllText(Path.Combine(Raw, "passes.csv"), rows);
        File.WriteAllText(Path.Combine(Raw, RawFiles.SumsName), RawFiles.Sums(Raw));
    }

    public string Folder { get; }

    public string Raw { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
