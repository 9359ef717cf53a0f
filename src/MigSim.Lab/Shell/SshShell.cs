using System.Globalization;
using MigSim.Time;

namespace MigSim.Lab.Shell;

/// <summary>Runs commands over ssh, with one shared connection to each host.</summary>
/// <remarks>
/// It never asks for a password. Host keys are checked as ssh's configuration says. The login shell
/// of the user must be a POSIX shell; <c>setsid</c> must be there.
/// </remarks>
public sealed class SshShell : IRemoteShell, IAsyncDisposable
{
    private const int AliveCount = 3;

    private readonly SshOptions _options;
    private readonly ProcessRunner _runner;
    private readonly SortedSet<HostName> _used = [];

    /// <summary>Creates a shell; it connects to a host when it is first used.</summary>
    public SshShell(RunClock clock, ShellLimits limits, SshOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _runner = new(clock, limits);
    }

    /// <inheritdoc/>
    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => _runner.ExecuteAsync(host, command, Carry(host, command), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => _runner.StreamAsync(host, command, Carry(host, command), cancellationToken);

    /// <summary>Closes the shared connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (HostName host in _used)
        {
            var exit = new RemoteCommand(_options.Program, ["-O", "exit"], _options.ConnectTimeout);
            string[] words =
            [
                _options.Program,
                .. Settings(host),
                "-O",
                "exit",
                "--",
                Target(host).Address,
            ];
            try
            {
                await _runner.ExecuteAsync(
                    host,
                    exit,
                    new(Supervision.Wrap(words), IsSsh: false),
                    CancellationToken.None
                );
            }
            catch (ShellException)
            {
                // There is no connection any more.
            }
        }

        _used.Clear();
    }

    /// <summary>
    /// Gets the words that a local program can run to have words run on a host, with its own standard
    /// streams carried there and back.
    /// </summary>
    /// <remarks>Nobody watches what is run in this way: it ends when its streams do.</remarks>
    public IReadOnlyList<string> PipeWords(HostName host, IReadOnlyList<string> words) =>
        ["ssh", .. Settings(host), "-T", "--", Target(host).Address, PosixQuoting.Join(words)];

    /// <summary>Gets the words of the local ssh.</summary>
    internal IReadOnlyList<string> Words(HostName host, RemoteCommand command)
    {
        string[] remote = Supervision.Wrap([command.Program, .. command.Arguments]);
        string[] words =
        [
            _options.Program,
            .. Settings(host),
            "-T",
            "--",
            Target(host).Address,
            PosixQuoting.Join(remote),
        ];
        foreach (string word in words)
        {
            PosixQuoting.RefuseUnlessArgument(word);
        }

        return words;
    }

    private static string Seconds(TimeSpan time) =>
        Math.Max(1, Math.Ceiling(time.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);

    private Launch Carry(HostName host, RemoteCommand command)
    {
        IReadOnlyList<string> words = Words(host, command);
        _used.Add(host);
        return new(words, IsSsh: true);
    }

    private SshHost Target(HostName host) =>
        _options.Hosts.TryGetValue(host, out SshHost? target) ? target : new(host.Value);

    private List<string> Settings(HostName host)
    {
        SshHost target = Target(host);
        string socket = Path.Combine(_options.ControlDirectory, "%C");
        List<string> words = [];

        // The host's own options come first, as ssh takes the first value it finds.
        foreach (string option in target.Options)
        {
            words.AddRange("-o", option);
        }

        words.AddRange("-o", "BatchMode=yes");
        words.AddRange("-o", "ControlMaster=auto");
        words.AddRange("-o", $"ControlPath={socket}");
        words.AddRange("-o", $"ControlPersist={Seconds(_options.PersistTime)}");
        words.AddRange("-o", $"ConnectTimeout={Seconds(_options.ConnectTimeout)}");
        words.AddRange(
            "-o",
            $"ServerAliveInterval={Seconds(_options.AliveTimeout / AliveCount)}",
            "-o",
            $"ServerAliveCountMax={AliveCount}"
        );
        if (target.Port is { } port)
        {
            words.AddRange("-p", port.ToString(CultureInfo.InvariantCulture));
        }

        if (target.User is { } user)
        {
            words.AddRange("-l", user);
        }

        if (target.IdentityFile is { } identity)
        {
            words.AddRange("-i", identity);
        }

        return words;
    }
}
