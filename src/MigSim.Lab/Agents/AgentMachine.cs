using System.Collections.Immutable;
using MigSim.Virtualization;

namespace MigSim.Lab.Agents;

/// <summary>A machine as the agents know it.</summary>
public sealed record AgentMachine
{
    /// <summary>Gets its name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its memory.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Gets the number of its virtual processors.</summary>
    public int VirtualCpus { get; set; } = 1;

    /// <summary>Gets its address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the classes of pages that it rewrites.</summary>
    public ImmutableArray<AgentPageClass> Writes { get; set; } = [];

    /// <summary>
    /// Gets its disk as its hypervisor names it, as in <c>iscsi://10.0.0.9/iqn…/1</c>; none if
    /// <see langword="null"/>.
    /// </summary>
    public string? Disk { get; init; }

    /// <summary>Gets the path of its <c>xl</c> configuration on every host; of Xen only.</summary>
    public string? XlConfiguration { get; init; }

    /// <summary>Describes a machine; what its system writes by itself nobody has to ask for.</summary>
    public static AgentMachine Of(VmSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new()
        {
            Name = spec.Name.Value,
            MemoryBytes = spec.Memory.Bytes,
            VirtualCpus = spec.VirtualCpus,
            Address = spec.Address.ToString(),
            Writes =
            [
                .. spec.Workload.Writes.Select(pages => new AgentPageClass(
                    pages.Pages,
                    pages.RewritesPerSecond
                )),
            ],
        };
    }
}
