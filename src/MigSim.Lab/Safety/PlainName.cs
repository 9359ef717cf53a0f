using System.Text.RegularExpressions;
using MigSim.Lab.Lifecycle;

namespace MigSim.Lab.Safety;

/// <summary>Names that mean nothing but themselves in files, paths and configurations of tools.</summary>
internal static partial class PlainName
{
    /// <summary>Refuses a name with any other character than letters, digits, <c>.</c>, <c>_</c>, <c>-</c>.</summary>
    /// <exception cref="LabException">It has one, or is too long.</exception>
    public static string Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Plain().IsMatch(name)
            ? name
            : throw new LabException(
                $"'{name}' cannot be a name in a lab: letters, digits, '.', '_' and '-' can, at most 63, "
                    + "a letter or digit first."
            );
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
