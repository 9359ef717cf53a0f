using System.Net.Sockets;
using System.Text;
using MigSim.Lab.Qemu;
using MigSim.Lab.Tests.Shell;

namespace MigSim.Lab.Tests.Qemu;

/// <summary>A peer on a unix socket that says what a test wants, whatever it is asked.</summary>
internal static class ScriptedQmp
{
    public const string Greeting =
        """{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}}, "capabilities": []}}""";

    public const string Ready = """{"return": {}, "id": 1}""";

    /// <summary>Runs a test with a client that is connected and ready.</summary>
    /// <param name="answers">What is said to the second command and on; one line at a time.</param>
    /// <param name="body">The test.</param>
    public static void Run(string answers, Func<QmpClient, CancellationToken, Task> body) =>
        RunRaw(
            $"{Greeting}\n{Ready}\n{answers}",
            async (connect, token) =>
            {
                await using QmpClient client = await connect();
                await body(client, token);
            }
        );

    /// <summary>Runs a test with a peer that says something at once and then closes.</summary>
    public static void RunRaw(
        string said,
        Func<Func<Task<QmpClient>>, CancellationToken, Task> body,
        bool close = true
    )
    {
        string directory = Directory.CreateTempSubdirectory("qmp-").FullName;
        try
        {
            string path = Path.Combine(directory, "s");
            ShellTest.Run(
                async (clock, token) =>
                {
                    using var listener = new Socket(
                        AddressFamily.Unix,
                        SocketType.Stream,
                        ProtocolType.Unspecified
                    );
                    listener.Bind(new UnixDomainSocketEndPoint(path));
                    listener.Listen();
                    Task<Socket> serving = ServeAsync(listener, said, close, token);
                    try
                    {
                        await body(
                            () =>
                                QmpClient.ConnectAsync(
                                    clock,
                                    path,
                                    TimeSpan.FromSeconds(close ? 20 : 0.3),
                                    token
                                ),
                            token
                        );
                    }
                    finally
                    {
                        (await serving).Dispose();
                    }
                }
            );
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Socket> ServeAsync(
        Socket listener,
        string said,
        bool close,
        CancellationToken token
    )
    {
        Socket peer = await listener.AcceptAsync(token);
        await peer.SendAsync(Encoding.UTF8.GetBytes(said), token);
        if (close)
        {
            peer.Shutdown(SocketShutdown.Send);
        }

        return peer;
    }
}
