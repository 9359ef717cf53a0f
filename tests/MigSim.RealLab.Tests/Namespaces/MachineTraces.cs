using MigSim.Lab.Lifecycle;
using MigSim.Lab.Namespaces;

namespace MigSim.RealLab.Tests.Namespaces;

/// <summary>What a lab could leave behind on this machine; others may be at work on it too.</summary>
internal static class MachineTraces
{
    /// <summary>Gets the network namespaces in which the hosts' processes run.</summary>
    public static string[] Networks(LabPlace place) =>
        !Directory.Exists(Path.Combine(place.StateDirectory, "testbed/boot"))
            ? []
            :
            [
                .. Directory
                    .GetFiles(Path.Combine(place.StateDirectory, "testbed/boot"), "*.pid")
                    .Select(file => NetworkOf($"/proc/{File.ReadAllText(file).Split(' ')[0]}"))
                    .OfType<string>(),
            ];

    /// <summary>
    /// Waits until no command runs that names the lab's files: what a killed controller had asked for may still begin, and end.
    /// </summary>
    public static async Task SettleAsync(LabPlace place, CancellationToken cancellationToken)
    {
        DateTime limit = DateTime.UtcNow + TimeSpan.FromSeconds(10);
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(0.3), cancellationToken);
        } while (
            Processes().Any(path => Arguments(path).Contains(place.StateDirectory))
            && DateTime.UtcNow < limit
        );
    }

    /// <summary>Fails if something of a lab is there.</summary>
    public static void AssertNone(LabPlace place, string[] networks)
    {
        string state = place.StateDirectory;
        // This lab's names alone: another may have the same name, or a longer one.
        string prefix = new NamespaceLayout(place, TestLab.Platform()).Prefix;
        string nested = $"/run/netns/migsim-{place.Name}";
        Assert.Empty(
            Directory.Exists("/run/netns") ? Directory.GetFiles("/run/netns", $"{prefix}*") : []
        );
        Assert.False(File.Exists(nested), nested);
        Assert.DoesNotContain(
            File.ReadLines("/proc/mounts"),
            line => line.Contains(prefix) || line.Contains(state)
        );
        Assert.Empty(
            Processes().Where(path => networks.Contains(NetworkOf(path))).Select(Arguments)
        );
        Assert.DoesNotContain(Processes().Select(Arguments), text => text.Contains(state));
        Assert.False(Directory.Exists(state));
    }

    private static IEnumerable<string> Processes() =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]));

    private static string? NetworkOf(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "ns/net")).LinkTarget;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static string Arguments(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
