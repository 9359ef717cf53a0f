using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigSim.Lab.Qemu;

/// <summary>Reads and writes what agents tell each other, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(QemuMachine))]
[JsonSerializable(typeof(HandOverWord))]
[JsonSerializable(typeof(VmAnswer))]
internal sealed partial class QemuJson : JsonSerializerContext;
