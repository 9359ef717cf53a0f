using System.Collections.Immutable;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.XenNested;

/// <summary>
/// Two or three QEMU processes that run Debian's Xen with a Linux control domain, and a storage host
/// that is a network namespace; needs root, but no virtualization by the processor.
/// </summary>
public sealed class XenNestedLab : IVirtualLab
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(60);

    private readonly XenNestedOptions _options;
    private readonly NestedLayout _layout;
    private readonly IRemoteShell _shell;
    private readonly string _image;
    private readonly NestedNodes _nodes;

    /// <summary>Creates a lab that may be up or not.</summary>
    /// <param name="options">What it is to be.</param>
    /// <param name="shell">The way to <see cref="LabHosts.Controller"/>.</param>
    /// <param name="clock">Used to wait.</param>
    /// <exception cref="ArgumentException">The platform or a name cannot be had here.</exception>
    public XenNestedLab(XenNestedOptions options, IRemoteShell shell, RunClock clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _layout = new(options);
        _shell = shell;
        _image = NestedImage.PathIn(options.Place.CacheDirectory);
        _nodes = new(_layout, _image, options.BootTimeout, shell, clock);
    }

    /// <inheritdoc/>
    public async Task UpAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        await NestedCommand.RunAsync(
            _shell,
            NestedScript.Command("requirements.sh", CommandTimeout),
            "A nested Xen lab cannot be made here",
            cancellationToken
        );
        LabJournal journal = _options.IsDryRun
            ? LabJournal.Unkept()
            : LabJournal.Open(_options.Place.JournalPath);
        if (!journal.ReadOpen().IsEmpty || Directory.Exists(_layout.Directory))
        {
            throw new LabException(
                $"The lab {_layout.Name} is up, or something of it is left: take it down first."
            );
        }

        bool isUp = false;
        try
        {
            await NestedImage.EnsureAsync(_image, _shell, journal, progress, cancellationToken);
            await MakeAsync(journal, progress, cancellationToken);
            isUp = true;
        }
        finally
        {
            if (!isUp && !_options.IsDryRun)
            {
                await DownAsync(progress, CancellationToken.None);
            }
        }
    }

    /// <inheritdoc/>
    public async Task DownAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        string path = _options.Place.JournalPath;
        if (!File.Exists(path))
        {
            return;
        }

        LabJournal journal = LabJournal.Open(path);
        ImmutableArray<JournalEntry> open = journal.ReadOpen();

        // What was changed on a node ends with the node.
        foreach (JournalEntry entry in open.Where(entry => entry.Undo.Host != LabHosts.Controller))
        {
            journal.Settle(entry);
        }

        HealReport report = await journal.HealAsync(
            [.. open.Where(entry => entry.Undo.Host == LabHosts.Controller)],
            _shell,
            progress,
            cancellationToken
        );
        if (!report.Left.IsEmpty)
        {
            throw new LabException(
                "Not everything could be taken away:\n"
                    + string.Join(
                        '\n',
                        report.Left.Select(left => $"{left.Entry.What}: {left.Reason}")
                    )
            );
        }

        File.Delete(path);
        if (!Directory.EnumerateFileSystemEntries(_options.Place.StateDirectory).Any())
        {
            Directory.Delete(_options.Place.StateDirectory);
        }
    }

    /// <inheritdoc/>
    public async Task<LabStatus> StatusAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_layout.Directory))
        {
            return new(IsUp: false, []);
        }

        LabHostStatus[] nodes = await Task.WhenAll(
            _layout.Nodes.Select(node => StatusAsync(node, cancellationToken))
        );
        var storage = new LabHostStatus(
            _layout.Storage,
            Directory.Exists("/run/netns") && File.Exists($"/run/netns/{_layout.Namespace}"),
            $"network namespace {_layout.Namespace}, {_layout.StorageAddress}"
        );
        return new(storage.IsUp && nodes.All(node => node.IsUp), [.. nodes, storage]);
    }

    /// <inheritdoc/>
    public Task<LabConnection> ConnectAsync(RunClock clock, CancellationToken cancellationToken)
    {
        if (!_options.IsDryRun && !Directory.Exists(_layout.Directory))
        {
            throw new LabException($"The lab {_layout.Name} is not up.");
        }

        return Task.FromResult(
            NestedConnection.Make(_layout, _options, _image, _nodes, _shell, clock)
        );
    }

    private async Task MakeAsync(
        LabJournal journal,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        progress.Report("making keys and the nodes' files");
        Note("files of the lab", "rm", ["-rf", "--", _layout.Directory]);
        string agent = File.Exists(_options.AgentProgram) ? _options.AgentProgram : "";
        await RunAsync(
            "prepare.sh",
            [_image, _layout.Directory, agent, .. _layout.OverlayWords()],
            cancellationToken
        );
        Note("sockets of ssh", "rm", ["-rf", "--", _layout.SocketDirectory]);
        await NestedCommand.RunAsync(
            _shell,
            new("mkdir", ["-m", "700", "--", _layout.SocketDirectory], CommandTimeout),
            "no place for the sockets of ssh",
            cancellationToken
        );

        progress.Report("making the network");
        Note(
            $"network namespace {_layout.Namespace} and all that runs in it",
            "sh",
            NestedScript.Words("end-namespace.sh", _layout.Namespace)
        );
        await RunAsync(
            "network.sh",
            [
                _layout.Namespace,
                $"{_layout.StorageAddress}/{NestedLayout.PrefixLength}",
                .. _layout.Nodes.Select(node => node.Host.Value),
            ],
            cancellationToken
        );

        progress.Report("booting the nodes, which takes 20 s on an idle machine");
        foreach (NestedNode node in _layout.Nodes)
        {
            await _nodes.StartAsync(node, cancellationToken);
        }

        if (_options.IsDryRun)
        {
            return;
        }

        await Task.WhenAll(
            _layout.Nodes.Select(async node =>
            {
                await _nodes.WaitAsync(node, cancellationToken);
                progress.Report($"{node.Host} is up");
            })
        );

        void Note(string what, string program, string[] arguments) =>
            journal.Note(what, new(LabHosts.Controller, program, [.. arguments]));
    }

    private Task RunAsync(string script, string[] arguments, CancellationToken cancellationToken) =>
        NestedCommand.RunAsync(
            _shell,
            NestedScript.Command(script, CommandTimeout, arguments),
            "the lab cannot be made",
            cancellationToken
        );

    private async Task<LabHostStatus> StatusAsync(
        NestedNode node,
        CancellationToken cancellationToken
    )
    {
        if (await _nodes.ProcessAsync(node, cancellationToken) is not { } process)
        {
            return new(node.Host, IsUp: false, $"{node.Lan}, switched off");
        }

        XlList? list = await _nodes.ListAsync(node, cancellationToken);
        string machines =
            list is null ? "does not answer"
            : list.Vms.IsEmpty ? "no machines"
            : string.Join(", ", list.Vms.Select(vm => $"{vm.Name} {vm.State}"));
        return new(node.Host, list is not null, $"process {process}, {node.Lan}, {machines}");
    }
}
