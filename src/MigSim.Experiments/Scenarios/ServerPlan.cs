using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Experiments.Scenarios;

/// <summary>The web server of a run.</summary>
/// <param name="Machine">The machine in which, or on whose host, it runs.</param>
/// <param name="Profile">What it is.</param>
/// <param name="Balloon">How much memory it takes before anything is measured, in whole steps.</param>
/// <param name="Accesses">How often it touches that memory and times itself; may be 0.</param>
public sealed record ServerPlan(
    VmName Machine,
    ServerProfile Profile,
    DataSize Balloon,
    int Accesses
);
