using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MigSim.Experiments.Input.Quantities;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<T>(
    string name,
    string noun,
    ImmutableArray<(string Word, T Value)> choices
)
    : Kind<T>(
        name,
        $"{noun}: {string.Join(", ", choices.Select(choice => choice.Word))}",
        choices[0].Value
    )
{
    public override Reading<T> Read(string text)
    {
        foreach ((string word, T value) in choices)
        {
            if (word == text)
            {
                return Reading<T>.Of(value);
            }
        }

        string dashed = text.Replace('_', '-').Replace(' ', '-');
        string? nearest = Nearest.Of(dashed, choices.Select(choice => choice.Word));
        return Reading<T>.Wrong(Expected, nearest);
    }

    public override JsonObject Schema() =>
        new()
        {
            ["description"] = Expected,
            ["enum"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice.Word))]),
        };
}
