using System.Text.Json.Nodes;

namespace MigSim.Experiments.Input.Quantities;

/// <summary>What a single value may be.</summary>
/// <param name="name">Its name among the definitions of the schema.</param>
/// <param name="expected">It in words, with an example.</param>
internal abstract class Kind(string name, string expected)
{
    public string Name { get; } = name;

    public string Expected { get; } = expected;

    /// <summary>Gets the units of a quantity; null for what is no number.</summary>
    public virtual UnitFamily? Units => null;

    /// <summary>Gets whether only whole numbers of the smallest unit are valid.</summary>
    public virtual bool IsWhole => false;

    /// <summary>Reads a number in the smallest unit of <see cref="Units"/>; null if a text is none, or is wrong.</summary>
    public virtual decimal? Measure(string text) => null;

    /// <summary>Writes the JSON Schema of such a value.</summary>
    public abstract JsonObject Schema();

    /// <summary>Tells what would have been right; null if a text is.</summary>
    public abstract (string Expected, string? Nearest)? Mistake(string text);
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

    public override (string Expected, string? Nearest)? Mistake(string text)
    {
        Reading<T> reading = Read(text);
        return reading.IsValid ? null : (reading.Expected!, reading.Nearest);
    }
}
