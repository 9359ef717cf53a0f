using System.Net;
using MigSim.Virtualization;

namespace MigSim.Measurement;

/// <summary>A web server to be started.</summary>
/// <param name="Host">The host.</param>
/// <param name="Machine">The machine on it in which it runs; null for the host itself.</param>
/// <param name="Address">Where it listens, on port 80.</param>
/// <param name="Profile">What it is.</param>
public sealed record ServerSpec(
    HostName Host,
    VmName? Machine,
    IPAddress Address,
    ServerProfile Profile
)
{
    /// <summary>Gets the address of one of its pages.</summary>
    public Uri Page(string name) => new($"http://{Address}/{name}");
}
