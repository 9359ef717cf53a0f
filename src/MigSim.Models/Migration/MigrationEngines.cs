using MigSim.Virtualization;

namespace MigSim.Models.Migration;

/// <summary>Makes migration engines by the name that a machine's description gives.</summary>
public static class MigrationEngines
{
    /// <summary>Creates the engine for one migration.</summary>
    /// <param name="name">The engine's name, such as <c>xen-legacy</c>.</param>
    /// <param name="mode">How the memory shall move; stop-and-copy is the same for every engine.</param>
    /// <param name="memory">The guest's memory.</param>
    /// <exception cref="ArgumentException">No engine has that name.</exception>
    public static IMigrationEngine Create(string name, MigrationMode mode, DirtyMemory memory) =>
        (name, mode) switch
        {
            (_, MigrationMode.StopAndCopy) => new StopAndCopyEngine(memory),
            ("stop-and-copy", _) => new StopAndCopyEngine(memory),
            ("xen-legacy", MigrationMode.PreCopy) => new PreCopyEngine(
                memory,
                new XenLegacyPolicy()
            ),
            _ => throw new ArgumentException(
                $"There is no migration engine '{name}'.",
                nameof(name)
            ),
        };
}
