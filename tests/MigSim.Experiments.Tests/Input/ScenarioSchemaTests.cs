using System.Text.Json.Nodes;
using MigSim.Experiments.Input;
using YamlDotNet.RepresentationModel;

namespace MigSim.Experiments.Tests.Input;

/// <summary>
/// The schema of the repository is that of the reader, and the models agree with it.
/// </summary>
public sealed class ScenarioSchemaTests
{
    private const string File = "schema/scenario.schema.json";

    [Fact]
    public void The_file_is_what_is_generated()
    {
        string written = System.IO.File.ReadAllText(Models.PathOf(File));
        Assert.True(
            written == ScenarioSchema.Write(),
            $"models/{File} is out of date: write it with `migsim schema > models/{File}`."
        );
    }

    [Fact]
    public void The_schema_has_a_description_for_every_field()
    {
        JsonNode schema = JsonNode.Parse(ScenarioSchema.Write())!;
        AssertDescribed(schema, "");
    }

    [Theory]
    [InlineData("controlled-failure.yaml")]
    [InlineData("controlled-failure-restarts.yaml")]
    [InlineData("crash.yaml")]
    public void A_model_has_fields_of_the_schema_only(string file)
    {
        JsonNode schema = JsonNode.Parse(ScenarioSchema.Write())!;
        AssertKnown(Load(file), [schema], schema, file);
    }

    [Theory]
    [InlineData("platforms", "platform")]
    [InlineData("hypervisors", "hypervisor")]
    [InlineData("workloads", "workload")]
    [InlineData("heartbeat", "cluster")]
    public void A_profile_has_fields_of_the_schema_only(string folder, string definition)
    {
        JsonNode schema = JsonNode.Parse(ScenarioSchema.Write())!;
        string[] files = Directory.GetFiles(Models.PathOf(folder), "*.yaml");
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            AssertKnown(Load(file), [schema["$defs"]![definition]!], schema, file);
        }
    }

    private static YamlNode Load(string file)
    {
        using StreamReader reader = System.IO.File.OpenText(Models.PathOf(file));
        var stream = new YamlStream();
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }

    private static void AssertDescribed(JsonNode? node, string path)
    {
        if (node is JsonObject { } fields)
        {
            if (fields["properties"] is JsonObject properties)
            {
                Assert.All(
                    properties,
                    field =>
                        Assert.True(
                            field.Value!["description"] is not null || field.Key == "value",
                            $"{path}/{field.Key}"
                        )
                );
            }

            foreach ((string key, JsonNode? value) in fields)
            {
                AssertDescribed(value, $"{path}/{key}");
            }
        }
    }

    /// <summary>Follows a document and every alternative of the schema side by side.</summary>
    private static void AssertKnown(YamlNode node, JsonNode[] schemas, JsonNode root, string path)
    {
        JsonNode[] alternatives = [.. schemas.SelectMany(schema => Alternatives(schema, root))];
        if (node is YamlSequenceNode list)
        {
            JsonNode[] items =
            [
                .. alternatives.Select(schema => schema["items"]).OfType<JsonNode>(),
            ];
            Assert.True(items.Length > 0, $"{path}: no list expected");
            Assert.All(list.Children, item => AssertKnown(item, items, root, path));
        }
        else if (node is YamlMappingNode map)
        {
            foreach ((YamlNode keyNode, YamlNode value) in map.Children)
            {
                string key = ((YamlScalarNode)keyNode).Value!;
                JsonNode[] fields =
                [
                    .. alternatives.Select(schema => Field(schema, key)).OfType<JsonNode>(),
                ];
                Assert.True(fields.Length > 0, $"{path}: unknown field '{key}'");
                AssertKnown(value, fields, root, $"{path}.{key}");
            }
        }
        else
        {
            Assert.True(alternatives.Any(IsScalar), $"{path}: no single value expected");
        }
    }

    private static JsonNode? Field(JsonNode schema, string key) =>
        schema["properties"]?[key] ?? schema["additionalProperties"] as JsonObject;

    private static bool IsScalar(JsonNode schema) =>
        schema["type"]?.ToString() is not ("object" or "array");

    private static IEnumerable<JsonNode> Alternatives(JsonNode schema, JsonNode root)
    {
        if (schema["$ref"]?.ToString() is { } reference)
        {
            return Alternatives(root["$defs"]![reference["#/$defs/".Length..]]!, root);
        }

        return schema["anyOf"] is JsonArray choices
            ? choices.SelectMany(choice => Alternatives(choice!, root))
            : [schema];
    }
}
