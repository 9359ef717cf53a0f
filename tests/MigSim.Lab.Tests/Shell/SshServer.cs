using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Tests.Shell;

/// <summary>A real sshd on the loopback, for the present user alone.</summary>
internal sealed class SshServer : IDisposable
{
    private readonly string _directory;
    private readonly Process _process;

    private SshServer(string directory, int port, Process process)
    {
        _directory = directory;
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Gets how to reach the server.</summary>
    public SshHost Target =>
        new("127.0.0.1")
        {
            Port = Port,
            User = Environment.UserName,
            IdentityFile = Path.Combine(_directory, "user"),
            Options =
            [
                "StrictHostKeyChecking=no",
                $"UserKnownHostsFile={Path.Combine(_directory, "known_hosts")}",
                "IdentitiesOnly=yes",
                "LogLevel=ERROR",
            ],
        };

    public string ControlDirectory => _directory;

    /// <summary>Starts a server, or skips the test if the machine has none.</summary>
    public static SshServer Start()
    {
        string? sshd = Find("sshd");
        Assert.SkipWhen(sshd is null, "sshd is not installed");
        Assert.SkipWhen(Find("ssh") is null, "ssh is not installed");
        Assert.SkipWhen(Find("ssh-keygen") is null, "ssh-keygen is not installed");
        string directory = Directory.CreateTempSubdirectory("migsim-ssh-").FullName;
        MakeKey(directory, "host");
        MakeKey(directory, "user");
        int port = FreePort();
        string configuration = Path.Combine(directory, "sshd_config");
        File.WriteAllText(
            configuration,
            $"""
            ListenAddress 127.0.0.1
            Port {port}
            HostKey {directory}/host
            AuthorizedKeysFile {directory}/user.pub
            PidFile none
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxSessions 100

            """
        );
        string log = Path.Combine(directory, "log");
        var start = new ProcessStartInfo(sshd!, ["-D", "-f", configuration, "-E", log])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new SshServer(directory, port, Process.Start(start)!);
        if (!server.Answers())
        {
            string said = File.Exists(log) ? File.ReadAllText(log) : "nothing";
            server.Dispose();
            Assert.Skip("sshd does not start here: " + said);
        }

        return server;
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Concat(["/usr/sbin", "/sbin", "/usr/local/sbin"])
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private bool Answers()
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, Port);
                return true;
            }
            catch (SocketException)
            {
                if (_process.WaitForExit(50))
                {
                    return false;
                }
            }
        }

        return false;
    }

    private static void MakeKey(string directory, string name)
    {
        using Process process = Process.Start(
            "ssh-keygen",
            ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", Path.Combine(directory, name)]
        );
        Assert.True(process.WaitForExit(10_000));
        Assert.Equal(0, process.ExitCode);
    }
}
