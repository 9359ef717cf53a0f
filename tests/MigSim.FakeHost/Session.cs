using System.Runtime.InteropServices;

namespace MigSim.FakeHost;

/// <summary>One call of one program on one host.</summary>
public sealed class Session : IDisposable
{
    private const int Step = 20;

    private readonly int _boots;
    private readonly double _pace;
    private readonly PosixSignalRegistration _term;
    private volatile bool _isEnded;

    /// <summary>Begins a call.</summary>
    public Session(World world, string host)
    {
        World = world;
        Host = host;
        _boots = world.Boots(host);
        _pace = world.Pace;
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

    /// <summary>Works for a time, unless the program is ended or its host fails.</summary>
    /// <param name="milliseconds">The time at the usual pace of the world.</param>
    /// <returns>Whether the program goes on.</returns>
    public bool Work(int milliseconds) =>
        WaitUntil(Environment.TickCount64 + (long)(milliseconds * _pace));

    /// <summary>Waits, unless the program is ended or its host fails.</summary>
    /// <param name="due">Until when, in milliseconds since the machine was started.</param>
    /// <returns>Whether the program goes on.</returns>
    public bool WaitUntil(long due)
    {
        while (!IsEnded && IsAlive)
        {
            long left = due - Environment.TickCount64;
            if (left <= 0)
            {
                return true;
            }

            Thread.Sleep((int)Math.Min(left, Step));
        }

        return false;
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
