using System.Collections.Immutable;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.XenNested;

namespace MigSim.Lab.Tests.XenNested;

public sealed class NestedLayoutTests
{
    [Fact]
    public void QemuWords_TwoNodes_DifferInEverythingThatMustDiffer()
    {
        NestedLayout layout = Layout(NestedPlatforms.WithMembers(2));
        IReadOnlyList<string> first = layout.QemuWords(layout.Nodes[0], "/cache/image");
        IReadOnlyList<string> second = layout.QemuWords(layout.Nodes[1], "/cache/image");
        Assert.Equal(
            ["-name", "-initrd", "-netdev", "-device", "-netdev", "-device", "-serial", "-monitor"],
            first
                .Select((word, index) => (word, index))
                .Where(pair => pair.word != second[pair.index])
                .Select(pair => first[pair.index - 1])
        );
        Assert.Contains("tcp:10.77.0.9:4101,server=on,wait=off", second);
        Assert.Contains("node=node1 lan=10.77.0.11/24 heartbeat=10.78.0.11/24,", Value("-initrd"));

        string Value(string option) => second[second.ToList().IndexOf(option) + 1];
    }

    [Fact]
    public void Layout_ThreeMembers_AreAllowed() =>
        Assert.Equal(3, Layout(NestedPlatforms.WithMembers(3)).Nodes.Length);

    [Fact]
    public void Layout_OtherPlatforms_AreRefused()
    {
        Refuse(NestedPlatforms.WithMembers(1));
        Refuse(NestedPlatforms.WithMembers(4));
        Refuse(NestedPlatforms.WithMembers("node0", "a-name-that-is-too-long"));
        Refuse(NestedPlatforms.WithMembers("node0", "node,1"));
        Platform platform = NestedPlatforms.WithMembers(2);
        Refuse(platform with { Hosts = platform.Hosts.RemoveAt(2) });
        ImmutableArray<LinkDescription> links = platform.Links;
        Refuse(platform with { Links = links.RemoveAll(link => link.Network == NetworkName.Lan) });

        static void Refuse(Platform platform) =>
            Assert.Throws<ArgumentException>(() => Layout(platform));
    }

    [Theory]
    [InlineData("lab", "/state dir", "/cache")]
    [InlineData("lab", "/state", "/cache,x=y")]
    [InlineData("lab", "state", "/cache")]
    [InlineData("a lab", "/state", "/cache")]
    [InlineData("../lab", "/state", "/cache")]
    public void Layout_PlacesThatAToolWouldMisread_AreRefused(
        string name,
        string state,
        string cache
    ) =>
        Assert.Throws<ArgumentException>(() =>
            Layout(NestedPlatforms.WithMembers(2), new(name, state, cache))
        );

    private static NestedLayout Layout(Platform platform, LabPlace? place = null) =>
        new(
            new()
            {
                Platform = platform,
                Place = place ?? new("lab", "/state", "/cache"),
                AgentProgram = "/agent",
            }
        );
}
