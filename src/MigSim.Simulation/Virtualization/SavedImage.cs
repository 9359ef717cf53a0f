using MigSim.Kernel;
using MigSim.Simulation.Hosts;
using MigSim.Virtualization;

namespace MigSim.Simulation.Virtualization;

/// <summary>A machine's state on the shared storage.</summary>
/// <param name="Spec">The machine.</param>
/// <param name="Running">The machine, if it runs on and its image grows old.</param>
/// <param name="SavedFrom">When the image began to be written.</param>
/// <param name="Memory">What its memory holds.</param>
internal sealed record SavedImage(VmSpec Spec, SimVm? Running, SimTime SavedFrom, object Memory);
