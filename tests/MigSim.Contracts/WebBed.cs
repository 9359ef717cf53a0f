using MigSim.Measurement;
using MigSim.Time;

namespace MigSim.Contracts;

/// <summary>A testbed with a web server and a client, in one run.</summary>
public sealed record WebBed(
    RunClock Clock,
    IBalloonServer Server,
    ILoadGenerator Load,
    CancellationToken Token
);
