using System.Globalization;

namespace MigSim.FakeHost;

/// <summary>A machine on a fake host.</summary>
/// <param name="Id">Its number on the host.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Mebibytes">Its memory.</param>
/// <param name="Processors">Its virtual processors.</param>
/// <param name="State">Its state as <c>xl list</c> writes it.</param>
/// <param name="Address">The address that it answers.</param>
/// <param name="StartedAt">When it came to the host, in seconds since 1970.</param>
public sealed record FakeDomain(
    int Id,
    string Name,
    long Mebibytes,
    int Processors,
    string State,
    string Address,
    double StartedAt
)
{
    /// <summary>The states that are used.</summary>
    public const string Runs = "-b----";

    /// <summary>Not started yet.</summary>
    public const string Paused = "--p---";

    /// <summary>Its operating system has suspended itself, or has ended.</summary>
    public const string Stopped = "---s--";

    /// <summary>Its operating system has failed.</summary>
    public const string Crashed = "---sc-";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static FakeDomain Parse(string text)
    {
        string[] words = text.Split('\t');
        return new(
            int.Parse(words[0], CultureInfo.InvariantCulture),
            words[1],
            long.Parse(words[2], CultureInfo.InvariantCulture),
            int.Parse(words[3], CultureInfo.InvariantCulture),
            words[4],
            words[5],
            double.Parse(words[6], CultureInfo.InvariantCulture)
        );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Id}\t{Name}\t{Mebibytes}\t{Processors}\t{State}\t{Address}\t{StartedAt:R}"
        );
}
