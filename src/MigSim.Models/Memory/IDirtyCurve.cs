namespace MigSim.Models.Memory;

/// <summary>
/// How a guest writes its memory: the number of different pages that it has written after it has
/// run for a while.
/// </summary>
/// <remarks>
/// Model card: <c>models/cards/dirty-memory.md</c>. Times are seconds for which the guest has really
/// run at full speed, so a guest that is throttled or has to share its processor writes later.
/// </remarks>
public interface IDirtyCurve
{
    /// <summary>
    /// Gets the time from which on the curve is the same wherever one begins to count, in seconds;
    /// 0 for a steady load.
    /// </summary>
    double SteadyFrom { get; }

    /// <summary>Gets the expected number of different pages written in a while.</summary>
    /// <param name="from">When counting begins, in seconds.</param>
    /// <param name="seconds">How long one counts, 0 or more.</param>
    double UniquePages(double from, double seconds);

    /// <summary>
    /// Gets how many pages of those written in one while are written again in the while after it.
    /// </summary>
    /// <remarks>
    /// What both whiles write is what each of them writes less what they write together; that holds
    /// for every curve.
    /// </remarks>
    /// <param name="from">When the first while begins, in seconds.</param>
    /// <param name="first">How long it is.</param>
    /// <param name="second">How long the second one is.</param>
    double PagesAgain(double from, double first, double second) =>
        Math.Max(
            0,
            UniquePages(from, first)
                + UniquePages(from + first, second)
                - UniquePages(from, first + second)
        );
}
