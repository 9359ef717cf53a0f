using System.Collections.Immutable;
using System.Globalization;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Namespaces;

/// <summary>
/// A lab on this machine alone: each host has its own network, processes, name and files, and a real
/// sshd; switches are bridges, links are shaped. Needs root.
/// </summary>
/// <remarks>
/// Everything of it is in network namespaces and one directory, so that to end what is in these
/// namespaces and to remove them and the directory takes all of it away.
/// </remarks>
public sealed class NamespaceLab : IVirtualLab
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(60);

    private static readonly string[] Programs =
    [
        "flock",
        "ip",
        "nsenter",
        "setpriv",
        "ssh-keygen",
        "sshd",
        "tc",
        "unshare",
    ];

    private readonly NamespaceLabOptions _options;
    private readonly NamespaceLayout _layout;
    private readonly IRemoteShell _controller;

    /// <summary>Creates the means to handle a lab; nothing is done yet.</summary>
    /// <param name="options">The lab.</param>
    /// <param name="controller">The way to <see cref="LabHosts.Controller"/>, this machine.</param>
    /// <exception cref="LabException">The platform cannot be made of namespaces.</exception>
    public NamespaceLab(NamespaceLabOptions options, IRemoteShell controller)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _controller = controller;
        _layout = new NamespaceLayout(options.Place, options.Platform);
    }

    /// <inheritdoc/>
    public async Task UpAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        await RequireProgramsAsync(cancellationToken);
        LabJournal journal = _options.IsDryRun
            ? LabJournal.Unkept()
            : LabJournal.Open(_options.Place.JournalPath);
        if (Directory.Exists(_layout.Root) || !journal.ReadOpen().IsEmpty)
        {
            throw new LabException(
                $"The lab {_options.Place.Name} is up, or something of it is left: take it down first."
            );
        }

        try
        {
            Note(journal);
            await MakeAsync(progress, cancellationToken);
        }
        catch (Exception exception)
        {
            ImmutableArray<string> left = await TakeAwayAsync(
                journal,
                progress,
                CancellationToken.None
            );
            if (exception is OperationCanceledException or LabException && left.IsEmpty)
            {
                throw;
            }

            string also = left.IsEmpty ? "" : $" These are left: {string.Join("; ", left)}.";
            throw new LabException($"The lab cannot be made: {exception.Message}{also}", exception);
        }
    }

    /// <inheritdoc/>
    public async Task DownAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_options.Place.StateDirectory))
        {
            return;
        }

        LabJournal journal = LabJournal.Open(_options.Place.JournalPath);
        ImmutableArray<string> left = await TakeAwayAsync(journal, progress, cancellationToken);
        if (!left.IsEmpty)
        {
            throw new LabException($"These could not be taken away: {string.Join("; ", left)}.");
        }
    }

    /// <inheritdoc/>
    public Task<LabStatus> StatusAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<LabHostStatus> hosts = Directory.Exists(_layout.Root)
            ? [.. _layout.Hosts.Select(Status)]
            : [];
        return Task.FromResult(new LabStatus(File.Exists(_layout.Complete), hosts));
    }

    /// <inheritdoc/>
    public Task<LabConnection> ConnectAsync(RunClock clock, CancellationToken cancellationToken)
    {
        if (_options.IsDryRun)
        {
            return Task.FromResult(
                NamespaceConnection.Create(_options, _layout, _controller, clock)
            );
        }

        if (!File.Exists(_layout.Complete))
        {
            throw new LabException($"The lab {_options.Place.Name} is not up.");
        }

        if (File.ReadAllText(_layout.Complete) != _layout.Description)
        {
            throw new LabException(
                $"The lab {_options.Place.Name} was made of another platform: take it down, then make it anew."
            );
        }

        return Task.FromResult(NamespaceConnection.Create(_options, _layout, _controller, clock));
    }

    private static RemoteCommand Script(string script, params IEnumerable<string> arguments) =>
        new("sh", ["-c", script, "migsim", .. arguments], CommandTimeout);

    private static UndoStep Undo(string script, params string[] arguments) =>
        new(LabHosts.Controller, "sh", ["-c", script, "migsim", .. arguments]);

    private async Task RequireProgramsAsync(CancellationToken cancellationToken)
    {
        ShellResult result = await _controller.ExecuteAsync(
            LabHosts.Controller,
            Script(NamespaceScripts.Missing, Programs),
            cancellationToken
        );
        if (result.StandardOutput.Length > 0)
        {
            string missing = string.Join(", ", result.StandardOutput.TrimEnd('\n').Split('\n'));
            throw new LabException($"A lab of namespaces needs these programs: {missing}.");
        }

        if (!Environment.IsPrivilegedProcess && !_options.IsDryRun)
        {
            throw new LabException("A lab of namespaces needs root.");
        }
    }

    /// <summary>Notes everything before anything is made: the permission to make comes last.</summary>
    private void Note(LabJournal journal)
    {
        journal.Note(
            "the lab's files",
            new(LabHosts.Controller, "rm", ["-rf", "--one-file-system", "--", _layout.Root])
        );
        foreach (string name in _layout.Namespaces)
        {
            journal.Note(
                $"network namespace {name} and what runs in it",
                Undo(NamespaceScripts.EndNamespace, name)
            );
        }

        journal.Note(
            "permission to make things",
            Undo(NamespaceScripts.EndPermission, _layout.Lock)
        );
    }

    private async Task MakeAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        // By this process itself, as what it asks others for may still come when it has ended.
        if (!_options.IsDryRun)
        {
            Directory.CreateDirectory(_layout.Root);
            File.WriteAllText(_layout.Lock, "");
        }

        progress.Report("keys and files");
        await RunAsync(
            Script(
                NamespaceScripts.Files,
                [
                    _layout.Lock,
                    _layout.Root,
                    _layout.HostsFile,
                    _layout.Storage.Value,
                    NamespaceScripts.PowerOff,
                    .. _layout.HostsAndAddresses,
                ]
            ),
            cancellationToken
        );
        progress.Report("networks");
        await RunAsync(
            Script(
                NamespaceScripts.Network,
                [_layout.Lock, _layout.SwitchNamespace, .. _layout.NetworkParts]
            ),
            cancellationToken
        );
        progress.Report("hosts");
        await Task.WhenAll(
            _layout.Hosts.Select(host =>
                RunAsync(NamespacePower.On(_layout, host), cancellationToken)
            )
        );
        if (!_options.IsDryRun)
        {
            File.WriteAllText(_layout.Complete, _layout.Description);
        }
    }

    private async Task RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        ShellResult result = await _controller.ExecuteAsync(
            LabHosts.Controller,
            command,
            cancellationToken
        );
        if (result.ExitCode != 0)
        {
            throw new LabException(
                $"The lab cannot be made: {result.StandardError.Trim()} (exit code {result.ExitCode})"
            );
        }
    }

    private async Task<ImmutableArray<string>> TakeAwayAsync(
        LabJournal journal,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        // What was changed inside a host goes with the host.
        ILookup<bool, JournalEntry> isHere = journal
            .ReadOpen()
            .ToLookup(entry => entry.Undo.Host == LabHosts.Controller);
        HealReport report = await journal.HealAsync(
            [.. isHere[true]],
            _controller,
            progress,
            cancellationToken
        );
        if (!report.Left.IsEmpty)
        {
            return [.. report.Left.Select(left => $"{left.Entry.What} ({left.Reason})")];
        }

        foreach (JournalEntry entry in isHere[false])
        {
            journal.Settle(entry);
        }

        Directory.Delete(_options.Place.StateDirectory, recursive: true);
        return [];
    }

    private LabHostStatus Status(HostName host)
    {
        int? process = HostProcess.Find(_layout.ProcessFile(host));
        IEnumerable<string> addresses = _layout
            .Links.Where(link => link.Host == host)
            .Select(link => $"{link.Network} {link.Address}");
        string state = process is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"process {number}")
            : "off";
        return new(
            host,
            process is not null,
            $"{state}, {string.Join(", ", addresses)}, network namespace {_layout.Namespace(host)}"
        );
    }
}
