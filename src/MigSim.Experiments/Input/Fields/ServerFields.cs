using MigSim.Experiments.Input.Quantities;
using MigSim.Units;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a web server's profile; each one is a physical constant.</summary>
internal static class ServerFields
{
    public static readonly Field<int> Threads = Field.Constant(
        "threads",
        Kinds.Count,
        "How many connections it serves at once."
    );

    public static readonly Field<int> Backlog = Field.Constant(
        "backlog",
        Kinds.Count,
        "How many more may wait for a thread before new ones are ignored."
    );

    public static readonly Field<TimeSpan> RequestCost = Field.Constant(
        "request_cost",
        Kinds.Duration,
        "Processor time of one request."
    );

    public static readonly Field<DataSize> Request = Field.Constant(
        "request",
        Kinds.Size,
        "Size of a request, headers included; it fits one TCP segment."
    );

    public static readonly Field<DataSize> Reply = Field.Constant(
        "reply",
        Kinds.Size,
        "Size of a reply, headers included; it fits one TCP segment."
    );

    public static readonly Field<DataSize> Step = Field.Constant(
        "step",
        Kinds.Size,
        "By how much one call changes the memory that it holds."
    );

    public static readonly Field<DataSize> MemoryMax = Field.Constant(
        "memory_max",
        Kinds.Size,
        "How much memory it may hold."
    );

    public static readonly Field<TimeSpan> Call = Field.Constant(
        "call",
        Kinds.Duration,
        "Time of an access that touches nothing."
    );

    public static readonly Field<double> Walk = Field.Constant(
        "walk_ns",
        Kinds.Amount,
        "Nanoseconds of one page walk whose last entry the first-level cache holds."
    );

    public static readonly Field<TimeSpan> Virtual = Field.Constant(
        "virtual",
        Kinds.Duration,
        "What an access takes longer in a virtual machine, whatever the memory."
    );

    public static readonly Field<DataSize> FirstLevel = Field.Constant(
        "first_level",
        Kinds.Size,
        "Size of the first-level data cache."
    );

    public static readonly Field<DataSize> TableEntry = Field.Constant(
        "table_entry",
        Kinds.Size,
        "Size of an entry of the page table."
    );

    public static readonly Field<int> TableLevels = Field.Constant(
        "table_levels",
        Kinds.Processors,
        "Levels of the page table."
    );

    public static readonly Field<double> FirstLevelClocks = Field.Constant(
        "first_level_clocks",
        Kinds.Amount,
        "Latency of the first-level cache in clocks."
    );

    public static readonly Field<double> SecondLevelClocks = Field.Constant(
        "second_level_clocks",
        Kinds.Amount,
        "Latency of the second-level cache in clocks."
    );

    public static readonly Field Access = Field.Section(
        "access",
        new ObjectShape(
            "access",
            [
                Call,
                Walk,
                Virtual,
                FirstLevel,
                TableEntry,
                TableLevels,
                FirstLevelClocks,
                SecondLevelClocks,
            ]
        ),
        "What touching every page of its memory once costs."
    );

    public static readonly ObjectShape Profile = new(
        "server profile",
        [Threads, Backlog, RequestCost, Request, Reply, Step, MemoryMax, Access]
    );
}
