namespace MigSim.Experiments.Input.Quantities;

/// <summary>What became of a text: a value, or what would have been right.</summary>
internal readonly record struct Reading<T>(
    bool IsValid,
    T? Value,
    string? Expected,
    string? Nearest
)
{
    public static Reading<T> Of(T value) => new(true, value, null, null);

    public static Reading<T> Wrong(string expected, string? nearest = null) =>
        new(false, default, expected, nearest);
}
