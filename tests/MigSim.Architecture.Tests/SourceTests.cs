using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace MigSim.Architecture.Tests;

public sealed class SourceTests
{
    private static readonly (string Path, SyntaxNode Root)[] Source = Load("src");

    private static readonly (string Path, SyntaxNode Root)[] SourceAndTests =
    [
        .. Source,
        .. Load("tests"),
    ];

    [Fact]
    public void Files_AllOfThem_AreFoundAndRead()
    {
        Assert.True(SourceAndTests.Length > 200);
        Assert.Contains(
            Source,
            file => file.Path.EndsWith("/RunClock.cs", StringComparison.Ordinal)
        );
        AssertNone(
            SourceAndTests,
            file =>
                file.Root.GetDiagnostics()
                    .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                    .Select(diagnostic => diagnostic.ToString())
        );
    }

    [Fact]
    public void Files_AllOfThem_AreShort() =>
        AssertNone(SourceAndTests, file => SourceRules.LongFile(file.Root));

    [Fact]
    public void Methods_AllOfThem_AreShort() =>
        AssertNone(SourceAndTests, file => SourceRules.LongMethods(file.Root));

    [Fact]
    public void Methods_Asynchronous_CanBeAwaited() =>
        AssertNone(Source, file => SourceRules.AsyncVoid(file.Root));

    [Fact]
    public void Types_InSource_KeepNoStaticState() =>
        AssertNone(Source, file => SourceRules.StaticState(file.Root));

    [Fact]
    public void Code_InSource_NeverAsksWhetherItIsSimulated() =>
        AssertNone(Source, file => SourceRules.Identifiers(file.Root, "IsSimulated", "IsReal"));

    [Fact]
    public void Code_InSource_NeverLeavesTheRunLoop() =>
        AssertNone(Source, file => SourceRules.Identifiers(file.Root, "ConfigureAwait"));

    [Fact]
    public void Models_AllOfThem_KnowNoTaskNoClockAndNoFile() =>
        AssertNone(
            Source.Where(file =>
                file.Path.StartsWith("src/MigSim.Models/", StringComparison.Ordinal)
            ),
            file =>
                SourceRules.Identifiers(
                    file.Root,
                    "Task",
                    "ValueTask",
                    "TimeProvider",
                    "RunClock",
                    "CancellationToken",
                    "File",
                    "Console"
                )
        );

    [Fact]
    public void Interfaces_AllOfThem_AreSmall() =>
        AssertNone(Source, file => SourceRules.LargeInterfaces(file.Root));

    [Fact]
    public void PublicTypes_InSource_HaveTheirOwnFile() =>
        AssertNone(
            Source,
            file => SourceRules.PublicTypes(file.Root, Path.GetFileNameWithoutExtension(file.Path))
        );

    [Fact]
    public void Namespaces_InSource_AreTheFolders() =>
        AssertNone(Source, file => SourceRules.Namespace(file.Root, ExpectedNamespace(file.Path)));

    [Fact]
    public void Words_InSource_MarkNoUnfinishedWork() =>
        AssertNone(Source, file => SourceRules.Leftovers(Repository.Read(file.Path)));

    [Fact]
    public void Folders_InSource_AreConcepts()
    {
        string[] empty = ["Utils", "Utilities", "Helpers", "Common", "Managers", "Misc"];
        Assert.DoesNotContain(
            Source.SelectMany(file => file.Path.Split('/')[..^1]),
            folder => empty.Contains(folder)
        );
    }

    private static (string Path, SyntaxNode Root)[] Load(string folder) =>
        [
            .. Repository
                .CodeIn(folder)
                .Select(path => (path, SourceRules.Parse(Repository.Read(path)))),
        ];

    private static void AssertNone(
        IEnumerable<(string Path, SyntaxNode Root)> files,
        Func<(string Path, SyntaxNode Root), IEnumerable<string>> rule
    ) =>
        Offences.AssertNone(
            files.SelectMany(file => rule(file).Select(offence => $"{file.Path}: {offence}"))
        );

    private static string ExpectedNamespace(string path)
    {
        string[] parts = path.Split('/');
        string project = parts[1];
        string? root = XDocument
            .Parse(Repository.Read($"{parts[0]}/{project}/{project}.csproj"))
            .Descendants()
            .FirstOrDefault(element => element.Name.LocalName == "RootNamespace")
            ?.Value;
        return string.Join('.', [root ?? project, .. parts[2..^1]]);
    }
}
