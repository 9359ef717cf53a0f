using System.Collections.Immutable;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What a testbed can be asked to do, and how closely it can be looked at.</summary>
/// <remarks>The defaults are those of a testbed that can do everything and has exact clocks.</remarks>
public sealed record TestbedScope
{
    /// <summary>Gets the ways in which memory can move.</summary>
    public ImmutableArray<MigrationMode> Modes { get; init; } =
    [MigrationMode.PreCopy, MigrationMode.StopAndCopy];

    /// <summary>Gets a value indicating whether a machine can name the engine of its migrations.</summary>
    public bool HasEngines { get; init; } = true;

    /// <summary>Gets a value indicating whether a machine can be saved while it runs.</summary>
    public bool SavesLive { get; init; } = true;

    /// <summary>Gets at how many moments of a migration things are tried that may happen at any.</summary>
    public int Moments { get; init; } = 40;

    /// <summary>Gets when a migration that was asked for has begun: its checks are over.</summary>
    public TimeSpan Begun { get; init; }

    /// <summary>Gets how far clocks may be off each other.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>Skips the test if memory cannot move in a way.</summary>
    internal void Require(MigrationMode mode) =>
        Assert.SkipUnless(Modes.Contains(mode), $"This testbed cannot migrate by {mode}.");

    /// <summary>Skips the test if a machine cannot be saved in a way.</summary>
    internal void RequireSaving(bool live) =>
        Assert.SkipUnless(SavesLive || !live, "This testbed cannot save a machine that runs on.");
}
