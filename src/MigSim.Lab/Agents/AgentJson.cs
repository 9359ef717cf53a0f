using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigSim.Lab.Agents;

/// <summary>Reads and writes what agents read and write; without reflection.</summary>
/// <remarks>
/// A property with a default has a setter, not an initializer: what is generated here would set every
/// initializer, to nothing where the text says nothing.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(AgentSettings))]
[JsonSerializable(typeof(AgentMachine))]
[JsonSerializable(typeof(AgentEvent))]
public sealed partial class AgentJson : JsonSerializerContext;
