using System.Collections.Immutable;
using MigSim.Virtualization;

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
            ]
        );

    /// <summary>Creates the engine for one migration.</summary>
    /// <param name="name">The engine's name, such as <c>xen-legacy</c>.</param>
    /// <param name="mode">How the memory shall move; stop-and-copy is the same for every engine.</param>
    /// <param name="inputs">The guest and the path.</param>
    /// <exception cref="ArgumentException">No engine has that name, or not that mode.</exception>
    public static IMigrationEngine Create(string name, MigrationMode mode, EngineInputs inputs)
    {
        if (name == "stop-and-copy")
        {
            return new StopAndCopyEngine(inputs.Memory, StreamFormat.Plain);
        }

        return ByName.TryGetValue(name, out EngineSettings? settings)
            ? settings.Create(mode, inputs)
            : throw new ArgumentException($"There is no migration engine '{name}'.", nameof(name));
    }
}
