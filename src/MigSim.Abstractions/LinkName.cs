namespace MigSim;

/// <summary>The name of a link between a host and a switch.</summary>
public readonly record struct LinkName(string Value)
{
    /// <summary>Names the link of <paramref name="host"/> to <paramref name="network"/>.</summary>
    public static LinkName Of(HostName host, NetworkName network) =>
        new($"{host.Value}-{network.Value}");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
