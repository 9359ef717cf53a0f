using System.Globalization;
using MigSim.Lab.Agents;

namespace MigSim.Lab.Guests;

/// <summary>Makes the command line of a guest's kernel: what the guest is to be and to do.</summary>
public static class GuestKernelArguments
{
    // A guest that is emulated on a busy machine takes the time-stamp counter for broken and falls
    // back to a slow clock. Large pages hide which small ones are written.
    private const string Always =
        "quiet panic=0 unknown_nmi_panic transparent_hugepage=never audit=0 apparmor=0 tsc=reliable no_timer_check";

    /// <summary>The length of the network's prefix if an address does not say.</summary>
    private const int PrefixLength = 24;

    /// <summary>Gets the command line.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="console">Where it prints: <c>ttyS0</c> of QEMU, <c>hvc0</c> of Xen.</param>
    /// <exception cref="ArgumentException">A value would end the word that holds it.</exception>
    public static string Compose(AgentMachine machine, string console)
    {
        ArgumentNullException.ThrowIfNull(machine);
        string address = machine.Address.Contains('/')
            ? machine.Address
            : string.Create(CultureInfo.InvariantCulture, $"{machine.Address}/{PrefixLength}");
        string writes = string.Join(',', machine.Writes.Select(Describe));
        foreach (string value in new[] { address, console })
        {
            if (value.Length == 0 || value.Any(letter => !IsPlain(letter)))
            {
                throw new ArgumentException($"Not for a command line: '{value}'.", nameof(machine));
            }
        }

        return $"console={console} {Always} migsim.address={address} migsim.writes={writes}";
    }

    private static string Describe(AgentPageClass pages) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{pages.Pages}:{pages.RewritesPerSecond:0.######}"
        );

    private static bool IsPlain(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '.' or '/' or ':';
}
