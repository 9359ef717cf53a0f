using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Running;

/// <summary>What tells two studies apart: runs of the same identity, point and seed are the same runs.</summary>
public sealed record StudyIdentity
{
    /// <summary>Gets the scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>Gets the testbed's name.</summary>
    public required string Testbed { get; init; }

    /// <summary>Gets the program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the commit that the program was built from.</summary>
    public required string Commit { get; init; }

    /// <summary>Gets the seed of the first replication.</summary>
    public required ulong FirstSeed { get; init; }

    /// <summary>Gets how many runs each point was to have.</summary>
    public required int Replications { get; init; }

    /// <summary>Gets the values given on the command line, as typed.</summary>
    public required ImmutableArray<string> Overrides { get; init; }

    /// <summary>Gets how many points there are.</summary>
    public required int PointCount { get; init; }

    /// <summary>Gets the digest of the points' names and of the files that each of them was made from.</summary>
    public required string PointsDigest { get; init; }

    /// <summary>Gets the digests of all files read.</summary>
    public required ImmutableSortedDictionary<string, string> Inputs { get; init; }

    /// <summary>Describes a planned study.</summary>
    public static StudyIdentity Of(
        RunPlan plan,
        string testbed,
        string version,
        string commit,
        ImmutableArray<string> overrides
    )
    {
        var inputs = ImmutableSortedDictionary.CreateBuilder<string, string>(
            StringComparer.Ordinal
        );
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Scenario point in plan.Study.Points)
        {
            digest.AppendData(Encoding.UTF8.GetBytes($"{point.Point}\n"));
            foreach ((string file, string content) in point.Inputs)
            {
                digest.AppendData(Encoding.UTF8.GetBytes($" {file} {content}\n"));
                inputs[file] = content;
            }
        }

        return new StudyIdentity
        {
            Scenario = plan.Study.Name,
            Testbed = testbed,
            Version = version,
            Commit = commit,
            FirstSeed = plan.FirstSeed,
            Replications = plan.Replications,
            Overrides = overrides,
            PointCount = plan.Study.Points.Length,
            PointsDigest = "sha256:" + Convert.ToHexStringLower(digest.GetHashAndReset()),
            Inputs = inputs.ToImmutable(),
        };
    }

    /// <summary>Says in what another study differs from this one; null if it is the same.</summary>
    /// <param name="there">The other study: what a journal has.</param>
    public string? DifferenceTo(StudyIdentity there) =>
        Difference("scenario", there.Scenario, Scenario)
        ?? Difference("testbed", there.Testbed, Testbed)
        ?? Difference("--seed", $"{there.FirstSeed}", $"{FirstSeed}")
        ?? Difference("--replications", $"{there.Replications}", $"{Replications}")
        ?? Difference("--set", Words(there.Overrides), Words(Overrides))
        ?? Inputs
            .Keys.Union(there.Inputs.Keys)
            .Order(StringComparer.Ordinal)
            .Select(file => ContentDifference(file, there))
            .FirstOrDefault(difference => difference is not null)
        ?? Difference("points", $"{there.PointCount}", $"{PointCount}")
        ?? Difference("program", $"{there.Version} {there.Commit}", $"{Version} {Commit}")
        ?? (there.PointsDigest == PointsDigest ? null : "the points are others");

    private static string? Difference(string what, string there, string here) =>
        there == here ? null : $"{what} is {there} there and {here} here";

    private static string Words(ImmutableArray<string> overrides) =>
        overrides.IsEmpty ? "nothing" : string.Join(' ', overrides.Select(text => $"'{text}'"));

    private string? ContentDifference(string file, StudyIdentity there) =>
        (there.Inputs.GetValueOrDefault(file), Inputs.GetValueOrDefault(file)) switch
        {
            (null, _) => $"{file} is not read there",
            (_, null) => $"{file} is read there only",
            var (content, found) => content == found ? null : $"{file} has changed since",
        };
}
