namespace MigSim.Architecture.Tests;

public sealed class ReferenceTests
{
    public static TheoryData<string> Projects =>
        [.. Repository.FilesIn("src", "*.csproj").Select(Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_InSrc_ReferencesWhatTheTableAllows(string name) =>
        Offences.AssertNone(
            ReferenceRules.Offences(name, Repository.Read($"src/{name}/{name}.csproj"))
        );

    [Fact]
    public void Table_EveryLine_IsAProject() =>
        Assert.Equal(
            Projects.Select(row => row.Data).Order(StringComparer.Ordinal),
            AllowedReferences.ByProject.Keys.Select(name => $"MigSim.{name}")
        );

    [Fact]
    public void Backends_Referenced_ByTheCommandLineOnly()
    {
        foreach (string path in Repository.FilesIn("src", "*.csproj"))
        {
            bool knowsABackend = Repository
                .Read(path)
                .Contains("MigSim.Simulation.csproj", StringComparison.Ordinal);
            Assert.True(!knowsABackend || Name(path) == "MigSim.Cli", $"{path} knows a backend.");
        }
    }

    [Theory]
    [InlineData(
        "MigSim.Models",
        """<ProjectReference Include="../MigSim.Kernel/MigSim.Kernel.csproj" />""",
        "MigSim.Models must not reference MigSim.Kernel."
    )]
    [InlineData(
        "MigSim.Failover",
        """<PackageReference Include="CliWrap" />""",
        "MigSim.Failover must not use the package CliWrap."
    )]
    [InlineData(
        "MigSim.Experiments",
        """<PackageReference Include="YamlDotNet" Version="1.0.0" />""",
        "MigSim.Experiments gives a version of YamlDotNet: those are in one file."
    )]
    [InlineData(
        "MigSim.Kernel",
        """<InternalsVisibleTo Include="MigSim.Simulation" />""",
        "MigSim.Kernel shows its internals to MigSim.Simulation."
    )]
    [InlineData("MigSim.Utils", "", "MigSim.Utils is not in the table of projects.")]
    [InlineData(
        "MigSim.Models",
        """<ProjectReference Include="..\MigSim.Abstractions\MigSim.Abstractions.csproj" />""",
        null
    )]
    public void Offences_AReference_NamesTheOffendingEdge(
        string project,
        string line,
        string? expected
    ) =>
        Assert.Equal(
            expected is null ? [] : [expected],
            ReferenceRules.Offences(project, $"<Project><ItemGroup>{line}</ItemGroup></Project>")
        );

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);
}
