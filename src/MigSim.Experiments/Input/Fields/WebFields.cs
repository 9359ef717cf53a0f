using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Scenarios;
using MigSim.Units;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a web server and of the load on it.</summary>
internal static class WebFields
{
    public static readonly Field<ServerSetting> Setting = Field.Optional(
        "setting",
        new ChoiceKind<ServerSetting>(
            "setting",
            "a setting",
            [
                ("virtual-machines", ServerSetting.VirtualMachines),
                ("physical-hosts", ServerSetting.PhysicalHosts),
            ]
        ),
        ServerSetting.VirtualMachines,
        "Where server and client run: in the machines, or on the machines' hosts without them; "
            + "virtual-machines if absent."
    );

    public static readonly Field<string> Machine = Field.Required(
        "machine",
        Kinds.Name,
        "The machine in which, or on whose host, the server runs."
    );

    public static readonly Field Profile = Field.Section(
        "profile",
        new FileShape(ServerFields.Profile),
        "What the server is."
    );

    public static readonly Field<DataSize> Balloon = Field.Optional(
        "balloon",
        Kinds.Size,
        DataSize.Zero,
        "Memory that it takes before anything is measured, in whole steps; none if absent."
    );

    public static readonly Field<int> Accesses = Field.Optional(
        "accesses",
        Kinds.Count,
        0,
        "How often it touches that memory and times itself; never if absent."
    );

    public static readonly Field Server = Field.OptionalSection(
        "server",
        new ObjectShape("server", [Machine, Profile, Balloon, Accesses]),
        "A web server whose memory grows and shrinks on request."
    );

    public static readonly Field<string> Source = Field.Required(
        "source",
        Kinds.Name,
        "The machine or the host that sends the requests."
    );

    public static readonly Field<double> Rate = Field.Required(
        "rate",
        Kinds.Frequency,
        "New connections, evenly spaced, whatever became of the others."
    );

    public static readonly Field<int> Connections = Field.Required(
        "connections",
        Kinds.Count,
        "Number of connections."
    );

    public static readonly Field<int> Calls = Field.Optional(
        "calls",
        Kinds.Count,
        1,
        "Requests on each connection; 1 if absent."
    );

    public static readonly Field<TimeSpan> Timeout = Field.Optional(
        "timeout",
        Kinds.PositiveDuration,
        TimeSpan.FromSeconds(5),
        "After how long without an answer the client gives up; 5 s if absent."
    );

    public static readonly Field Load = Field.OptionalSection(
        "load",
        new ObjectShape("load", [Source, Rate, Connections, Calls, Timeout]),
        "HTTP requests to the server."
    );
}
