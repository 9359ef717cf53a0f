using System.Text.RegularExpressions;

namespace MigSim.Lab.Xen;

/// <summary>Names and paths that <c>xl</c> takes for nothing but names and paths.</summary>
/// <remarks>
/// xl reads a word of digits as the number of a domain, a word with a leading dash as an option, one
/// with an equals sign as a line of configuration, and hands the name of a target to a shell.
/// </remarks>
internal static partial class XlNames
{
    /// <summary>Follows the name of a machine that is being received.</summary>
    public const string Incoming = "--incoming";

    /// <summary>Follows the name of a machine that was sent and is not destroyed yet.</summary>
    public const string Away = "--migratedaway";

    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Refuses a name that xl would not take for the name of a machine.</summary>
    public static void Check(VmName vm)
    {
        if (
            vm.Value is null or "Domain-0"
            || !Machine().IsMatch(vm.Value)
            || vm.Value.All(char.IsAsciiDigit)
            || IsPassing(vm.Value)
        )
        {
            throw new ArgumentException($"xl cannot have a machine named '{vm}'.", nameof(vm));
        }
    }

    /// <summary>Tells whether a machine has its name only during a migration.</summary>
    public static bool IsPassing(string name) =>
        name.EndsWith(Incoming, StringComparison.Ordinal)
        || name.EndsWith(Away, StringComparison.Ordinal);

    /// <summary>Refuses a target that a shell would not take for one word.</summary>
    public static void CheckTarget(string target)
    {
        if (!Target().IsMatch(target))
        {
            throw new ArgumentException(
                $"xl cannot migrate to a host named '{target}'.",
                nameof(target)
            );
        }
    }

    /// <summary>Refuses a path that xl would not take for one.</summary>
    public static void CheckPath(string path)
    {
        if (!path.StartsWith('/') || path.Contains('=', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"xl needs an absolute path without '=', not '{path}'.",
                nameof(path)
            );
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}\z", Options)]
    private static partial Regex Machine();

    [GeneratedRegex(@"\A[A-Za-z0-9_:\[][A-Za-z0-9_.:@%\[\]-]{0,254}\z", Options)]
    private static partial Regex Target();
}
