using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Testbeds;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Reads a testbed from its tree and checks that its parts fit together.</summary>
internal static class TestbedReader
{
    // These belong to physical hosts; a virtual lab decides them itself.
    private static readonly ImmutableArray<Field> OfSsh =
    [
        TestbedFields.Ssh,
        TestbedFields.Hypervisor,
        TestbedFields.XlConfigurations,
        TestbedFields.Fence,
        TestbedFields.Heartbeat,
        TestbedFields.StateDirectory,
    ];

    public static TestbedDescription Read(string path, string digest, Node tree, ErrorList errors)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        var sheet = new Sheet(errors, new SharedParts());
        ObjectShape shape = TestbedFields.Testbed;
        var root = new MapReader(sheet, "", shape.Title, tree, shape);
        TestbedKind kind = root.Get(TestbedFields.Kind);
        CheckName(sheet, name);
        Platform platform = PlatformReader.Read(sheet, root.Open(TestbedFields.Platform));
        CheckPlatform(sheet, platform);
        foreach (Field field in FieldsOfOthers(kind).Where(root.Has))
        {
            string problem = $"the field '{field.Name}' has no meaning in a testbed of this kind";
            sheet.Report(field.Name, "nothing", $"'{field.Name}'", null, problem);
        }

        return new TestbedDescription
        {
            Name = name,
            Path = Path.GetFullPath(path),
            Digest = digest,
            Kind = kind,
            Platform = platform,
            Hypervisor = kind switch
            {
                TestbedKind.Namespaces => LabHypervisor.Qemu,
                TestbedKind.XenNested => LabHypervisor.Xl,
                _ => root.Get(TestbedFields.Hypervisor),
            },
            TimeLimit = root.Get(TestbedFields.TimeLimit),
            ProbeAfter = root.Get(TestbedFields.ProbeAfter),
            NodeMemory = kind == TestbedKind.XenNested ? root.Get(TestbedFields.NodeMemory) : null,
            Ssh = kind == TestbedKind.Ssh ? ReadSsh(sheet, root, platform) : null,
        };
    }

    private static ImmutableArray<Field> FieldsOfOthers(TestbedKind kind) =>
        kind switch
        {
            TestbedKind.Ssh => [TestbedFields.NodeMemory],
            TestbedKind.XenNested => OfSsh,
            _ => OfSsh.Add(TestbedFields.NodeMemory),
        };

    // It becomes part of the names of folders and network namespaces.
    private static void CheckName(Sheet sheet, string name)
    {
        Reading<string> reading = Kinds.Name.Read(name);
        if (!reading.IsValid)
        {
            string problem = $"a testbed cannot be called '{name}', as its file is";
            sheet.Report("", reading.Expected!, $"'{name}'", reading.Nearest, problem);
        }
    }

    private static void CheckPlatform(Sheet sheet, Platform platform)
    {
        if (!sheet.IsGood("platform"))
        {
            return;
        }

        if (platform.Members.Length < 2)
        {
            string found = $"{platform.Members.Length}";
            sheet.Report("platform", "at least two hosts on the heartbeat network", found);
        }

        if (platform.SharedStorage is null)
        {
            string expected =
                "a host that is not on the heartbeat network: it pings, and holds disks";
            sheet.Report("platform", expected, "none");
        }
    }

    private static SshLab ReadSsh(Sheet sheet, MapReader root, Platform platform)
    {
        string? user = null;
        string? identity = null;
        var hosts = ImmutableSortedDictionary.CreateBuilder<HostName, SshLabHost>();
        if (root.Has(TestbedFields.Ssh))
        {
            MapReader ssh = root.Open(TestbedFields.Ssh);
            user = Given(ssh.Get(TestbedFields.User));
            identity = Given(ssh.Get(TestbedFields.IdentityFile));
            if (ssh.Has(TestbedFields.SshHosts))
            {
                ReadHosts(sheet, ssh.Open(TestbedFields.SshHosts), platform, hosts);
            }
        }

        if (!root.Has(TestbedFields.Heartbeat))
        {
            string expected = "the field 'heartbeat' with the network card of its messages";
            sheet.Report("", expected, "nothing", null, "missing field 'heartbeat' in the testbed");
            return Empty(hosts.ToImmutable());
        }

        MapReader heartbeat = root.Open(TestbedFields.Heartbeat);
        return Empty(hosts.ToImmutable()) with
        {
            User = user,
            IdentityFile = identity,
            XlConfigurations = ReadConfigurations(root),
            Fence =
            [
                .. root.Get(TestbedFields.Fence).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ],
            HeartbeatInterface = heartbeat.Get(TestbedFields.Interface),
            HeartbeatProgram = Given(heartbeat.Get(TestbedFields.Program)),
            StateDirectory = Given(root.Get(TestbedFields.StateDirectory)),
        };
    }

    private static SshLab Empty(ImmutableSortedDictionary<HostName, SshLabHost> hosts) =>
        new()
        {
            Hosts = hosts,
            XlConfigurations = ImmutableSortedDictionary<VmName, string>.Empty,
            Fence = [],
            HeartbeatInterface = "",
        };

    private static void ReadHosts(
        Sheet sheet,
        MapReader reader,
        Platform platform,
        ImmutableSortedDictionary<HostName, SshLabHost>.Builder hosts
    )
    {
        IEnumerable<string> known = platform.Hosts.Select(host => host.Name.Value);
        foreach ((string name, MapReader host) in reader.OpenOthers())
        {
            if (!known.Contains(name) && sheet.IsGood("platform"))
            {
                string problem = $"unknown host '{name}'";
                sheet.ReportName(host.Path, $"'{name}'", Nearest.Of(name, known), problem);
            }

            int port = host.Get(TestbedFields.Port);
            hosts[new HostName(name)] = new(
                host.Get(TestbedFields.SshAddress),
                port == 0 ? null : port
            );
        }
    }

    private static ImmutableSortedDictionary<VmName, string> ReadConfigurations(MapReader root) =>
        root.Has(TestbedFields.XlConfigurations)
            ? root.Open(TestbedFields.XlConfigurations)
                .GetOthers<string>()
                .ToImmutableSortedDictionary(path => new VmName(path.Name), path => path.Value)
            : ImmutableSortedDictionary<VmName, string>.Empty;

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
