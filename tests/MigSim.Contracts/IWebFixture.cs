using MigSim.Measurement;

namespace MigSim.Contracts;

/// <summary>What a backend supplies so that the contract of web servers and loads can be run.</summary>
public interface IWebFixture
{
    /// <summary>Gets the server; it refuses memory beyond five of its steps.</summary>
    ServerSpec Server { get; }

    /// <summary>Gets the host from which it is asked.</summary>
    HostName Client { get; }

    /// <summary>Runs a body on the loop of a testbed in which the server can be started.</summary>
    /// <param name="body">It may be run several times.</param>
    void Run(Func<WebBed, Task> body);
}
