using System.Text.Json.Nodes;
using MigSim.Experiments.Input.Quantities;

namespace MigSim.Experiments.Input.Fields;

/// <summary>Translates the fields of a scenario to a JSON Schema, draft 2020-12.</summary>
/// <remarks>
/// A mapping that extends a file may leave out any field, so no field of a profile is required, nor any of a
/// scenario that extends another.
/// </remarks>
internal sealed class SchemaBuilder
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(
        StringComparer.Ordinal
    );

    private bool _holdsAxes = true;

    public JsonObject Build()
    {
        JsonObject scenario = Object(ScenarioFields.Scenario, isInFile: true, mayExtend: true);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "MigSim scenario",
        };
        foreach ((string key, JsonNode? value) in scenario.ToArray())
        {
            scenario.Remove(key);
            schema[key] = value;
        }

        schema["allOf"] = new JsonArray([WithoutBase(), .. Conditions()]);
        var definitions = new JsonObject();
        foreach ((string name, JsonObject definition) in _definitions)
        {
            definitions[name] = definition;
        }

        schema["$defs"] = definitions;
        return schema;
    }

    /// <summary>What single experiments need beside what all of them need.</summary>
    private static IEnumerable<JsonObject> Conditions() =>
        ScenarioFields
            .Scenario.Fields.Where(field => field.Experiment is not null)
            .GroupBy(field => field.Experiment!)
            .Select(experiment => new JsonObject
            {
                ["if"] = new JsonObject
                {
                    ["not"] = Requires(FileShape.Extends),
                    ["properties"] = new JsonObject
                    {
                        [ScenarioFields.Experiment.Name] = new JsonObject
                        {
                            ["const"] = experiment.Key,
                        },
                    },
                },
                ["then"] = Requires([.. experiment.Select(field => field.Name)]),
            });

    /// <summary>What a scenario needs that extends no other.</summary>
    private static JsonObject WithoutBase() =>
        new()
        {
            ["if"] = new JsonObject { ["not"] = Requires(FileShape.Extends) },
            ["then"] = Needs(ScenarioFields.Scenario),
        };

    private static JsonObject Requires(params string[] names) =>
        new() { ["required"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };

    /// <summary>The required fields of a mapping and of the mappings in it, outside of files.</summary>
    private static JsonObject Needs(ObjectShape shape)
    {
        JsonObject needs = Requires([
            .. shape
                .Fields.Where(field => field.IsRequired && field.Experiment is null)
                .Select(field => field.Name),
        ]);
        var properties = new JsonObject();
        foreach (Field field in shape.Fields)
        {
            if (field.Shape is ObjectShape inner && inner != StudyFields.Study)
            {
                properties[field.Name] = Needs(inner);
            }
        }

        needs["properties"] = properties;
        if (shape.Others is ObjectShape others)
        {
            needs["additionalProperties"] = Needs(others);
        }

        return needs;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject ListOf(JsonObject item) =>
        new()
        {
            ["description"] = "An axis: each of the values is run.",
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = item,
        };

    private JsonObject Object(ObjectShape shape, bool isInFile, bool mayExtend = false)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (Field field in shape.Fields)
        {
            JsonObject property = Of(field.Shape, isInFile);
            property["description"] = field.Description;
            properties[field.Name] = property;
            if (field.IsRequired && field.Experiment is null && !isInFile)
            {
                required.Add(field.Name);
            }
        }

        if (mayExtend)
        {
            JsonObject extends = Path();
            extends["description"] = "A file whose fields this mapping changes.";
            properties[FileShape.Extends] = extends;
        }

        bool isFree = shape == ScenarioFields.Set.Shape || shape == ScenarioFields.EngineFile;
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
            ["additionalProperties"] = shape.Others is null
                ? JsonValue.Create(isFree)
                : Of(shape.Others, isInFile),
        };
        return schema;
    }

    private JsonObject Of(Shape shape, bool isInFile) =>
        shape switch
        {
            LeafShape leaf => Leaf(leaf),
            FileShape file => File(file),
            ListShape { MayBeSingle: true } list => new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    WithoutAxes(() => Of(list.Item, isInFile: false)),
                    Of(new ListShape(list.Item), isInFile: false)
                ),
            },
            ListShape list => new JsonObject
            {
                ["type"] = "array",
                ["items"] = WithoutAxes(() => Of(list.Item, isInFile: false)),
            },
            ObjectShape study when study == StudyFields.Study => WithoutAxes(() =>
                Object(study, isInFile: false)
            ),
            ObjectShape { Shorthand: { } field } target => new JsonObject
            {
                ["anyOf"] = new JsonArray(Of(field.Shape, isInFile), Object(target, isInFile)),
            },
            _ => Object((ObjectShape)shape, isInFile),
        };

    private JsonObject Leaf(LeafShape shape)
    {
        if (!_holdsAxes)
        {
            return Kind(shape.Kind);
        }

        var choices = new JsonArray(Kind(shape.Kind), ListOf(Kind(shape.Kind)));
        if (shape.Kind.Units is not null)
        {
            choices.Add(Range(shape.Kind));
        }

        if (shape.Sourcing != Sourcing.None)
        {
            choices.Add(Constant(shape.Kind));
        }

        return new JsonObject { ["anyOf"] = choices };
    }

    /// <summary>A range of values.</summary>
    private JsonObject Range(Kind kind)
    {
        string name = $"{kind.Name}Range";
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = [];
            JsonObject range = WithoutAxes(() => Object(RangeFields.Range, isInFile: false));
            foreach (
                Field<string> field in (Field<string>[])
                    [RangeFields.From, RangeFields.To, RangeFields.Step]
            )
            {
                JsonObject value = Kind(kind);
                value["description"] = field.Description;
                range["properties"]![field.Name] = value;
            }

            range["description"] = "An axis: values between two.";
            _definitions[name] = range;
        }

        return Reference(name);
    }

    /// <summary>Describes what holds single values in which a list or a range is no axis.</summary>
    private JsonObject WithoutAxes(Func<JsonObject> make)
    {
        bool before = _holdsAxes;
        _holdsAxes = false;
        JsonObject made = make();
        _holdsAxes = before;
        return made;
    }

    /// <summary>A value with where it comes from.</summary>
    private JsonObject Constant(Kind kind)
    {
        string name = $"{kind.Name}Constant";
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = [];
            JsonObject constant = Object(ConstantFields.Constant, isInFile: false);
            constant["properties"]![ConstantFields.Value.Name] = Kind(kind);
            _definitions[name] = constant;
        }

        return Reference(name);
    }

    private JsonObject File(FileShape shape)
    {
        string name = shape.Target.Title;
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = Object(shape.Target, isInFile: true, mayExtend: true);
        }

        return new JsonObject
        {
            ["anyOf"] = new JsonArray(Path(), ListOf(Path()), Reference(name)),
        };
    }

    private JsonObject Kind(Kind kind)
    {
        _definitions.TryAdd(kind.Name, kind.Schema());
        return Reference(kind.Name);
    }

    private JsonObject Path()
    {
        _definitions.TryAdd(
            "path",
            new JsonObject
            {
                ["description"] =
                    "The path of a YAML file, from the folder of the file that names it",
                ["type"] = "string",
                ["minLength"] = 1,
            }
        );
        return Reference("path");
    }
}
