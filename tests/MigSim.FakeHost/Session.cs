using System.Runtime.InteropServices;

namespace MigSim.FakeHost;

/// <summary>One call of one program on one host.</summary>
public sealed class Session : IDisposable
{
    private const int Step = 10;

    private readonly int _boots;
    private readonly PosixSignalRegistration _term;
    private volatile bool _isEnded;

    /// <summary>Begins a call.</summary>
    public Session(World world, string host)
    {
        World = world;
        Host = host;
        _boots = world.Boots(host);
        _term = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            context =>
            {
                context.Cancel = true;
                _isEnded = true;
            }
        );
    }

    /// <summary>Gets the world.</summary>
    public World World { get; }

    /// <summary>Gets the host.</summary>
    public string Host { get; }

    /// <summary>Gets a value indicating whether somebody has asked the program to end.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Gets a value indicating whether the host has been on ever since.</summary>
    public bool IsAlive => World.Boots(Host) == _boots;

    /// <summary>Waits, unless the program is ended or its host fails.</summary>
    /// <returns>Whether the program goes on.</returns>
    public bool Wait(int milliseconds)
    {
        for (int waited = 0; waited < milliseconds; waited += Step)
        {
            if (IsEnded || !IsAlive)
            {
                return false;
            }

            Thread.Sleep(Step);
        }

        return true;
    }

    /// <summary>Changes the world, unless the host has failed.</summary>
    public bool Change(Action action) =>
        World.Locked(() =>
        {
            bool isAlive = IsAlive;
            if (isAlive)
            {
                action();
            }

            return isAlive;
        });

    /// <summary>Ends with an error.</summary>
    public int Fail(int exitCode, string message)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _term.Dispose();
}
