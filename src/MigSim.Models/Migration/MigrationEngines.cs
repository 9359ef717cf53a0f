using System.Collections.Immutable;

namespace MigSim.Models.Migration;

/// <summary>The migration engines that need no profile, by the name that a description gives.</summary>
public static class MigrationEngines
{
    /// <summary>Gets the engines by name.</summary>
    public static ImmutableSortedDictionary<string, EngineSettings> ByName { get; } =
        ImmutableSortedDictionary.CreateRange<string, EngineSettings>(
            StringComparer.Ordinal,
            [
                new("xen-v2", XenSettings.V2),
                new("xen-legacy", XenSettings.Legacy),
                new("xen-2005-adaptive", XenSettings.Adaptive2005),
                new("qemu", new QemuSettings()),
                new("simgrid", new SimGridSettings()),
                new("cloudsim", new CloudSimSettings()),
                new("stop-and-copy", new StopAndCopySettings()),
            ]
        );

    /// <summary>Gets the same with no more than a prediction needs: no times, no limit of the rate.</summary>
    public static ImmutableSortedDictionary<string, EngineProfile> Profiles { get; } =
        ByName.ToImmutableSortedDictionary(
            engine => engine.Key,
            engine => new EngineProfile(engine.Value),
            StringComparer.Ordinal
        );
}
