using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MigSim.Lab.Agents;
using MigSim.Lab.Guests;

namespace MigSim.Lab.Qemu;

/// <summary>Makes the words with which QEMU is started.</summary>
internal static class QemuCommandLine
{
    private const int InterfaceNameMax = 15;

    /// <summary>Gets the words after the program. The machine does not run until it is told to.</summary>
    public static IReadOnlyList<string> Compose(
        QemuSettings settings,
        QemuMachine machine,
        QemuDirectory directory,
        bool isIncoming
    )
    {
        AgentMachine vm = machine.Machine;
        bool isEmulated = settings.Accelerator.Split(',')[0] == "tcg";
        List<string> words =
        [
            "-name",
            Value(vm.Name),
            "-machine",
            "pc,hpet=off",
            "-accel",
            settings.Accelerator,
            "-cpu",
            isEmulated ? "qemu64" : "host",
            "-smp",
            Number(vm.VirtualCpus),
            "-m",
            $"size={Number(machine.MemoryBytes)}B",
            "-nodefaults",
            "-no-user-config",
            "-display",
            "none",
            "-no-reboot",
            "-action",
            "panic=pause",
            "-kernel",
            settings.Kernel,
            "-initrd",
            settings.Initrd,
            "-append",
            GuestKernelArguments.Compose(vm, "ttyS0"),
            "-chardev",
            $"file,id=console,path={Value(directory.ConsolePath)},append=on",
            "-serial",
            "chardev:console",
            "-qmp",
            $"unix:{Value(directory.ControlSocket)},server=on,wait=off",
            "-qmp",
            $"unix:{Value(directory.QuestionSocket)},server=on,wait=off",
            "-S",
            "-daemonize",
            "-pidfile",
            directory.ProcessIdPath,
        ];
        words.AddRange(Devices(settings, vm));
        if (isIncoming)
        {
            words.AddRange("-incoming", "defer");
        }

        return words;
    }

    /// <summary>Gets the name of the machine's network card on its host.</summary>
    public static string Interface(string vm)
    {
        string name = "vm-" + vm;
        return name.Length <= InterfaceNameMax
            ? name
            : "vm-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(vm)))[..12];
    }

    /// <summary>Gets the address of the machine's card: it is made of its IP address, so it is as unique.</summary>
    public static string HardwareAddress(string address)
    {
        byte[] bytes = IPAddress.Parse(address.Split('/')[0]).GetAddressBytes();

        // 52:54 is for private use, as the second lowest bit of the first byte says.
        return "52:54:" + string.Join(':', bytes[^4..].Select(part => part.ToString("x2")));
    }

    private static List<string> Devices(QemuSettings settings, AgentMachine vm)
    {
        List<string> words = ["-device", "pvpanic"];
        if (settings.Bridge is not null)
        {
            string tap = Interface(vm.Name);
            words.AddRange("-netdev", $"tap,id=card,ifname={tap},script=no,downscript=no");
            words.AddRange(
                "-device",
                $"virtio-net-pci,netdev=card,mac={HardwareAddress(vm.Address)},romfile="
            );
        }

        if (vm.Disk is { } disk)
        {
            words.AddRange("-drive", $"if=none,id=disk,format=raw,cache=none,file={Value(disk)}");
            words.AddRange("-device", "virtio-blk-pci,drive=disk");
        }

        return words;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // QEMU ends a value at a comma unless there are two of them.
    private static string Value(string text) => text.Replace(",", ",,", StringComparison.Ordinal);
}
