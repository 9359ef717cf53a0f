using MigSim.Kernel;

namespace MigSim.Simulation.Flows;

/// <summary>A packet that was kept.</summary>
/// <param name="At">When it passed.</param>
/// <param name="Frame">All of it.</param>
/// <param name="Length">How much of it is written; all if null.</param>
internal readonly record struct KeptPacket(SimTime At, byte[] Frame, int? Length);
