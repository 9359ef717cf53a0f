using MigSim.Simulation.Hosts;
using MigSim.Units;

namespace MigSim.Simulation.Network;

/// <summary>A bulk transfer to be made: a flow between two hosts.</summary>
/// <param name="Source">Where the data comes from.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Bytes">How much, without framing.</param>
/// <param name="Limit">The rate at which the ends can work at best, without framing.</param>
/// <param name="Window">What may be under way at once, without framing.</param>
/// <param name="SourceCpuPerByte">Control-domain processor seconds per byte at the source.</param>
/// <param name="TargetCpuPerByte">The same at the target.</param>
internal sealed record BulkTransfer(
    SimHost Source,
    SimHost Target,
    double Bytes,
    DataRate Limit,
    DataSize Window,
    double SourceCpuPerByte,
    double TargetCpuPerByte
);
