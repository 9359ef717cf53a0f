using MigSim.Experiments.Input.Quantities;
using MigSim.Units;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a workload: what a guest does while it runs.</summary>
internal static class WorkloadFields
{
    public static readonly Field<double> CpuShare = Field.Constant(
        "cpu_share",
        Kinds.Amount,
        "Busy virtual processors on average."
    );

    public static readonly Field<double> Packets = Field.Constant(
        "packets",
        Kinds.Frequency,
        "Packets that the guest sends and receives; none if absent.",
        isRequired: false
    );

    public static readonly Field<DataSize> ReadOnly = Field.Constant(
        "read_only",
        Kinds.Size,
        "Memory that holds something and is only read; if given, what is neither that nor written is zeros.",
        isRequired: false
    );

    public static readonly Field<int> Pages = Field.Constant(
        "pages",
        Kinds.Pages,
        "Number of 4 KiB pages of the class."
    );

    public static readonly Field<double> Rewrites = Field.Constant(
        "rewrites",
        Kinds.Frequency,
        "How often each page of the class is written on average, at random."
    );

    public static readonly Field Writes = PageClasses(
        "writes",
        "The pages that the guest's load writes, in classes by name; the rest is written by nobody."
    );

    public static readonly Field SystemWrites = PageClasses(
        "system_writes",
        "The pages that the guest's system writes by itself, on top of its load; a lab's guest does so unasked."
    );

    public static readonly ObjectShape Workload = new(
        "workload",
        [CpuShare, Packets, ReadOnly, Writes, SystemWrites]
    );

    private static Field PageClasses(string name, string description) =>
        Field.OptionalSection(
            name,
            new ObjectShape(name, []) { Others = new ObjectShape("page class", [Pages, Rewrites]) },
            description
        );
}
