using System.Globalization;
using System.Text;
using MigSim.Lab.Agents;

namespace MigSim.Lab.XenNested;

/// <summary>Describes a machine of a nested Xen lab to <c>xl create</c>.</summary>
/// <remarks>
/// It is a PVH guest: Debian's hypervisor is built without shadow paging, so it cannot log the pages
/// that a PV guest writes. It has no disk; its file system is in its memory.
/// </remarks>
public static class XlGuest
{
    private const string Files = "/var/lib/migsim";

    /// <summary>Makes the text of its configuration.</summary>
    /// <exception cref="ArgumentException">
    /// The machine has a name or an address that cannot be written, or a disk.
    /// </exception>
    public static string Configuration(AgentMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        byte[] address = Address(machine);
        if (machine.Disk is not null)
        {
            throw new ArgumentException($"A nested machine has no disk: {machine.Name}.");
        }

        string name = NestedWord.Check(machine.Name, "machine");
        string mebibytes = (machine.MemoryBytes >> 20).ToString(CultureInfo.InvariantCulture);
        return $"""
            name = "{name}"
            type = "pvh"
            kernel = "{Files}/vmlinux.gz"
            ramdisk = "{Files}/guest.cpio.gz"
            cmdline = "{CommandLine(machine)}"
            memory = {mebibytes}
            maxmem = {mebibytes}
            vcpus = {machine.VirtualCpus.ToString(CultureInfo.InvariantCulture)}
            vif = [ "mac={HardwareAddress(address)},bridge=xenbr0,script=vif-quick" ]
            # An emulated processor has no instruction that an emulated time stamp counter needs.
            tsc_mode = "native"
            on_poweroff = "destroy"
            on_reboot = "restart"
            on_crash = "destroy"

            """;
    }

    private static string CommandLine(AgentMachine machine)
    {
        var line = new StringBuilder("console=hvc0 quiet mitigations=off");
        line.Append(CultureInfo.InvariantCulture, $" migsim.name={machine.Name}");
        line.Append(
            CultureInfo.InvariantCulture,
            $" migsim.address={machine.Address}/{NestedLayout.PrefixLength}"
        );
        if (!machine.Writes.IsDefaultOrEmpty)
        {
            IEnumerable<string> classes = machine.Writes.Select(writes =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{writes.Pages}x{writes.RewritesPerSecond:0.######}"
                )
            );
            line.Append(" migsim.write=").AppendJoin(',', classes);
        }

        return line.ToString();
    }

    // Of the range that Xen owns; the last bytes of the address make it the machine's own.
    private static string HardwareAddress(byte[] address) =>
        $"00:16:3e:{address[1]:x2}:{address[2]:x2}:{address[3]:x2}";

    private static byte[] Address(AgentMachine machine) =>
        System.Net.IPAddress.TryParse(machine.Address, out System.Net.IPAddress? address)
        && address.GetAddressBytes() is { Length: 4 } bytes
        && address.ToString() == machine.Address
            ? bytes
            : throw new ArgumentException($"No IPv4 address: {machine.Address}.");
}
