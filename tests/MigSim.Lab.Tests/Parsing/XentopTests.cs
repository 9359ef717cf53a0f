using System.Collections.Immutable;
using MigSim.Lab.Parsing;
using MigSim.Units;

namespace MigSim.Lab.Tests.Parsing;

public sealed class XentopTests
{
    [Fact]
    public void Parse_ThreeFrames_FirstHasNoUtilization()
    {
        ImmutableArray<XentopFrame> frames = XentopParser.Parse(TranscriptFile.Read("xentop.txt"));
        Assert.Equal([true, true, false], frames.Select(frame => frame.IsComplete));
        Assert.All(frames[0].Domains, domain => Assert.Null(domain.CpuUtilization));
        Assert.Equal(
            [0.146, 0.217],
            frames[1].Domains.Select(domain => domain.CpuUtilization!.Value)
        );
        Assert.Equal(
            new XentopDomain(
                "x0",
                TimeSpan.FromSeconds(8),
                0.217,
                DataSize.FromBytes(98_368 * 1024),
                1,
                DataSize.FromBytes(31 * 1024),
                DataSize.FromBytes(26 * 1024)
            ),
            frames[1].Domains[1]
        );
    }

    [Fact]
    public void Parse_CutAnywhere_LastFrameIsMarked()
    {
        string text = TranscriptFile.Read("xentop.txt");
        Hostile.CutEverywhere(
            text,
            XentopParser.Parse,
            (frames, length) =>
                text[length - 1] == '\n'
                && !frames[^1].IsComplete
                && frames[..^1].All(frame => frame.Domains.Length == 2)
        );
    }

    [Fact]
    public void Parse_Damaged_IsReadOrRefused() =>
        Hostile.Mutate(TranscriptFile.Read("xentop.txt"), text => XentopParser.Parse(text));
}
