namespace MigSim.Models.Migration;

/// <summary>
/// Pages that a guest wants before they are there: after post-copy has begun, each of them stops it for as long
/// as asking for the page takes.
/// </summary>
/// <remarks>
/// Model card: <c>models/cards/qemu.md</c>. What is not there yet is sent at a steady rate, and what the guest
/// writes stands for what it touches: of the pages that it touches for the first time at t the share
/// 1 − t/T is missing, so that their number is the mean of D(t) over the time T.
/// </remarks>
public static class DemandFaults
{
    private const int Parts = 64;
    private const int Bisections = 40;

    /// <summary>Gets for how long the guest waits, in seconds; less than it took in all.</summary>
    /// <remarks>A guest that waits touches less: what it waits and what it runs make up the time.</remarks>
    /// <param name="memory">The guest's memory.</param>
    /// <param name="missing">How many pages were missing when the guest began to run.</param>
    /// <param name="seconds">How long it took until all were there.</param>
    /// <param name="each">How long it waits for one page, in seconds.</param>
    public static double Stall(DirtyMemory memory, double missing, double seconds, double each)
    {
        double least = 0;
        double most = 1;
        for (int step = 0; step < Bisections; step++)
        {
            double speed = (least + most) / 2;
            double waits = each * Count(memory, missing, seconds, speed);
            if (waits > (1 - speed) * seconds)
            {
                most = speed;
            }
            else
            {
                least = speed;
            }
        }

        return (1 - most) * seconds;
    }

    /// <summary>Gets the expected number of pages that are asked for.</summary>
    /// <param name="memory">The guest's memory.</param>
    /// <param name="missing">How many pages were missing when the guest began to run.</param>
    /// <param name="seconds">How long it took until all were there.</param>
    /// <param name="speed">How fast the guest ran; 1 is full speed.</param>
    public static double Count(DirtyMemory memory, double missing, double seconds, double speed)
    {
        if (memory.GuestPages <= 0 || seconds <= 0)
        {
            return 0;
        }

        double ran = seconds * speed;
        double sum = memory.UniquePages(ran) / 2;
        for (int part = 1; part < Parts; part++)
        {
            sum += memory.UniquePages(ran * part / Parts);
        }

        return Math.Min(missing, sum / Parts * Math.Min(1, missing / memory.GuestPages));
    }
}
