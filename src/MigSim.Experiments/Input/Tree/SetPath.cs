using System.Collections.Immutable;

namespace MigSim.Experiments.Input.Tree;

/// <summary>A dotted path to a field, with the place that names it.</summary>
/// <param name="Place">Where it is written.</param>
/// <param name="Segments">Its parts; <c>*</c> stands for every name.</param>
internal sealed record SetPath(Place Place, ImmutableArray<string> Segments)
{
    public bool Is(SetPath other) => Segments.SequenceEqual(other.Segments);

    /// <summary>Tells whether setting this path sets all that the other path leads to.</summary>
    public bool Covers(SetPath other)
    {
        if (Segments.Length > other.Segments.Length)
        {
            return false;
        }

        for (int i = 0; i < Segments.Length; i++)
        {
            if (Segments[i] != "*" && Segments[i] != other.Segments[i])
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => string.Join('.', Segments);
}
