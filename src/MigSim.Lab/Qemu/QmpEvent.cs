using System.Text.Json;

namespace MigSim.Lab.Qemu;

/// <summary>Something that QEMU said unasked.</summary>
/// <param name="Name">What happened, as in <c>STOP</c>.</param>
/// <param name="At">When, since 1970, by the clock of its host.</param>
/// <param name="Data">More about it; undefined if there is nothing more.</param>
internal sealed record QmpEvent(string Name, TimeSpan At, JsonElement Data);
