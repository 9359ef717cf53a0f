using MigSim.Experiments.Input.Quantities;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a count of flows.</summary>
internal static class FlowFields
{
    public static readonly Field<string> Host = Field.Required(
        "host",
        Kinds.Name,
        "The host whose link to the LAN is watched."
    );

    public static readonly Field<int> FramesPerSample = Field.Optional(
        "frames_per_sample",
        Kinds.Count,
        100,
        "Of how many frames of bulk traffic one is kept in the file of packets; 100 if absent. "
            + "All are counted."
    );

    public static readonly Field Flows = Field.OptionalSection(
        "flows",
        new ObjectShape("flows", [Host, FramesPerSample]),
        "Counts packets by flow, as NetFlow does."
    );
}
