using System.Text.Json.Nodes;

namespace MigSim.Experiments.Input.Quantities;

/// <summary>What a single value may be.</summary>
/// <param name="name">Its name among the definitions of the schema.</param>
/// <param name="expected">It in words, with an example.</param>
internal abstract class Kind(string name, string expected)
{
    public string Name { get; } = name;

    public string Expected { get; } = expected;

    /// <summary>Writes the JSON Schema of such a value.</summary>
    public abstract JsonObject Schema();
}

/// <summary>What a single value of a type may be.</summary>
/// <param name="name">Its name among the definitions of the schema.</param>
/// <param name="expected">It in words, with an example.</param>
/// <param name="fallback">
/// What stands for a value that was wrong, until the error is thrown.
/// </param>
internal abstract class Kind<T>(string name, string expected, T fallback) : Kind(name, expected)
{
    public T Fallback { get; } = fallback;

    public abstract Reading<T> Read(string text);
}
