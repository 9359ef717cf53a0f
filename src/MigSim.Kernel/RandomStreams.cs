namespace MigSim.Kernel;

/// <summary>
/// One independent random stream per name, so that a draw in one model never shifts another.
/// </summary>
/// <remarks>
/// Two runs with the same seed draw the same numbers in each stream, whatever else differs
/// between them: common random numbers for comparisons. The numbers are the same in every
/// process, on every platform.
/// </remarks>
/// <param name="seed">The seed of the run.</param>
public sealed class RandomStreams(ulong seed)
{
    private readonly Dictionary<string, Random> _streams = new(StringComparer.Ordinal);

    /// <summary>Gets the stream of that name; always the same object.</summary>
    /// <param name="name">What draws from it, such as <c>probe/jitter</c>.</param>
    public Random this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            if (!_streams.TryGetValue(name, out var stream))
            {
                // Mixed before they are joined, so that related seeds and names do not cancel out.
                var start = StableHash.Mix(seed) ^ StableHash.Mix(~StableHash.OfName(name));
                stream = new Xoshiro256StarStar(start);
                _streams.Add(name, stream);
            }

            return stream;
        }
    }
}
