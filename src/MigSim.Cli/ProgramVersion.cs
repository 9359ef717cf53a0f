using System.Reflection;

namespace MigSim.Cli;

/// <summary>The version of this program and the commit that it was built from.</summary>
/// <param name="Version">The version, as in <c>0.1.0</c>.</param>
/// <param name="Commit">The commit, or <c>unknown</c> if it was built outside of a checkout.</param>
internal sealed record ProgramVersion(string Version, string Commit)
{
    /// <summary>Reads what the compiler wrote into this program.</summary>
    public static ProgramVersion Read() =>
        Parse(
            typeof(ProgramVersion)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                ?.InformationalVersion
                ?? "0.0.0"
        );

    /// <summary>Splits an informational version, as in <c>0.1.0+c83eb18…</c>.</summary>
    public static ProgramVersion Parse(string informationalVersion)
    {
        int plus = informationalVersion.IndexOf('+', StringComparison.Ordinal);
        return plus < 0
            ? new ProgramVersion(informationalVersion, "unknown")
            : new ProgramVersion(informationalVersion[..plus], informationalVersion[(plus + 1)..]);
    }
}
