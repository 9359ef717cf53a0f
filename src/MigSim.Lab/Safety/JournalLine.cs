using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigSim.Lab.Safety;

/// <summary>A line of a journal: a change, or, without a way to undo it, that it is undone.</summary>
internal sealed record JournalLine(string Id, string? What, UndoStep? Undo);

/// <summary>Reads and writes lines without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
