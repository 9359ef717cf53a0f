using System.Diagnostics;
using System.Globalization;

namespace MigSim.FakeHost.Tools;

/// <summary>ssh: runs a command as a host that stands in the world, until that host fails.</summary>
internal static class Ssh
{
    private const int Failed = 255;

    /// <summary>
    /// The fault: the connection of a migration breaks after so many milliseconds.
    /// </summary>
    private const string Drops = "ssh-drops";

    public static int Run(Session session, string[] arguments)
    {
        int end = Array.IndexOf(arguments, "--");
        if (end < 0 || arguments.Contains("-O"))
        {
            // A shared connection is asked to close; there is none.
            return 0;
        }

        string host = arguments[end + 1];
        World world = session.World;
        int boots = world.Boots(host);
        if (boots == 0)
        {
            return session.Fail(Failed, $"ssh: connect to host {host} port 22: No route to host");
        }

        var start = new ProcessStartInfo("sh", ["-c", string.Join(' ', arguments[(end + 2)..])])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[World.DirectoryVariable] = Path.GetDirectoryName(world.Programs)!;
        start.Environment[World.HostVariable] = host;
        start.Environment["PATH"] =
            world.Programs + ":" + Environment.GetEnvironmentVariable("PATH");
        using Process process = Process.Start(start)!;
        Task copying = CopyAsync(process);
        DateTime? dropAt =
            arguments[^1].Contains("'migrate'", StringComparison.Ordinal)
            && world.Fault(Drops) is { } delay
                ? DateTime.UtcNow.AddMilliseconds(
                    int.Parse(delay, CultureInfo.InvariantCulture) * world.Pace
                )
                : null;
        bool isOver;
        do
        {
            isOver = copying.Wait(20);
            if (world.Boots(host) != boots || DateTime.UtcNow > dropAt)
            {
                return session.Fail(Failed, $"Connection to {host} closed by remote host.");
            }
        } while (!isOver);

        process.WaitForExit();
        return process.ExitCode;
    }

    private static async Task CopyAsync(Process process)
    {
        // Its standard input ends when this process ends, and not before.
        Task ended = CopyInputAsync(process);
        await Task.WhenAll(
            CopyAsync(process.StandardOutput.BaseStream, Console.OpenStandardOutput()),
            CopyAsync(process.StandardError.BaseStream, Console.OpenStandardError())
        );
        _ = ended;
    }

    private static async Task CopyInputAsync(Process process)
    {
        await Console.OpenStandardInput().CopyToAsync(Stream.Null);
        process.StandardInput.Close();
    }

    private static async Task CopyAsync(Stream from, Stream to)
    {
        byte[] buffer = new byte[8192];
        int count;
        while ((count = await from.ReadAsync(buffer)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
