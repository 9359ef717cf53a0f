using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MigSim.Experiments.Input.Fields;

namespace MigSim.Experiments.Input;

/// <summary>The JSON Schema of a scenario, for editors that complete and check YAML.</summary>
/// <remarks>
/// It is made from the fields that the reader knows. It says less than the reader: not whether
/// names exist and things fit.
/// </remarks>
public static class ScenarioSchema
{
    /// <summary>Writes the schema as indented JSON with a line feed at the end.</summary>
    public static string Write()
    {
        var options = new JsonSerializerOptions
        {
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        JsonObject schema = new SchemaBuilder().Build();
        return $"{schema.ToJsonString(options)}\n";
    }
}
