using System.Collections.Immutable;

namespace MigSim.Lab.Shell;

/// <summary>How ssh reaches one host.</summary>
/// <param name="Address">Its address or name; ssh's own configuration applies to it.</param>
public sealed record SshHost(string Address)
{
    /// <summary>Gets the port, unless ssh's configuration shall decide.</summary>
    public int? Port { get; init; }

    /// <summary>Gets the user, unless ssh's configuration shall decide.</summary>
    public string? User { get; init; }

    /// <summary>Gets the file of the private key, unless ssh's configuration shall decide.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Gets further options, as in <c>UserKnownHostsFile=/etc/lab/known_hosts</c>.</summary>
    public ImmutableArray<string> Options { get; init; } = [];
}
