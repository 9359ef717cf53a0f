using System.Collections.Immutable;

namespace MigSim.Lab.Namespaces;

/// <summary>A link between a host and a switch of the lab.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">The host at its one end.</param>
/// <param name="Network">The network at its other end.</param>
/// <param name="Port">The switch's device.</param>
/// <param name="Card">The host's device.</param>
/// <param name="HardwareAddress">The card's Ethernet address.</param>
/// <param name="Address">The host's address.</param>
/// <param name="Bridge">The bridge on the card, if guests are attached to it.</param>
/// <param name="Shaping">The words of <c>tc</c> that make it as slow as it shall be.</param>
internal sealed record NamespaceLink(
    LinkName Name,
    HostName Host,
    NetworkName Network,
    string Port,
    string Card,
    string HardwareAddress,
    string Address,
    string? Bridge,
    ImmutableArray<string> Shaping
)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Address}";
}
