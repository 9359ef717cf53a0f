using MigSim.Lab.Parsing;
using MigSim.Units;

namespace MigSim.Lab.Tests.Parsing;

public sealed class XlInfoTests
{
    [Fact]
    public void Parse_RealHost_HasVersionAndMemory()
    {
        XlInfo info = XlInfoParser.Parse(TranscriptFile.Read("xl-info.txt"));
        Assert.Equal("node1", info.Host);
        Assert.Equal(1, info.Processors);
        Assert.Equal(DataSize.FromMebibytes(1279), info.TotalMemory);
        Assert.Equal(DataSize.FromMebibytes(524), info.FreeMemory);
        Assert.Equal("4.17.7", info.XenVersion);
        Assert.EndsWith("spec-ctrl=eager-fpu", info.CommandLine, StringComparison.Ordinal);
        Assert.Equal("", info.All["xen_changeset"]);
        Assert.Equal("Wed Nov  4 16:52:28 UTC 2026", info.All["cc_compile_date"]);
        Assert.True(info.IsComplete);
    }

    [Fact]
    public void Parse_CutAnywhere_IsNeverTakenForWhole() =>
        Hostile.CutEverywhere(
            TranscriptFile.Read("xl-info.txt"),
            XlInfoParser.Parse,
            (info, _) => !info.IsComplete
        );

    [Fact]
    public void Parse_Damaged_IsReadOrRefused() =>
        Hostile.Mutate(TranscriptFile.Read("xl-info.txt"), XlInfoParser.Parse);
}
