using System.Diagnostics;
using System.Globalization;
using MigSim.Cli.Composition;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using MigSim.Simulation.Tests.Behaviour;

namespace MigSim.Simulation.Tests.Flows;

/// <summary>Other people's tools read the packets of a run and count what the report counts.</summary>
public sealed class FlowToolTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("migsim-flows-").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Tshark_PacketsOfARun_CountsThemToTheByte(int framesPerSample)
    {
        FlowReport flows = Run(framesPerSample);
        string file = Write(flows);
        (string lines, string errors) = Tool("tshark", "-r", file, "-T", "fields", "-e", "ip.len");
        int[] sizes =
        [
            .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
        ];
        (string experts, _) = Tool("tshark", "-r", file, "-q", "-z", "expert,error");

        output.WriteLine(
            $"{sizes.Length} packets, {sizes.Sum(size => (long)size)} bytes; {errors}"
        );
        Assert.Equal(flows.Flows.Sum(flow => flow.KeptPackets), sizes.Length);
        Assert.Equal(flows.Flows.Sum(flow => flow.KeptSize.Bytes), sizes.Sum(size => (long)size));
        Assert.DoesNotContain("Malformed", experts, StringComparison.Ordinal);
        Assert.DoesNotContain("Errors (", experts, StringComparison.Ordinal);
        Assert.DoesNotContain("cut short", errors, StringComparison.Ordinal);
        if (framesPerSample == 1)
        {
            Assert.Equal(flows.Flows.Sum(flow => flow.Packets), sizes.Length);
        }
    }

    [Fact]
    public void Tshark_ChecksumsOfARun_AreRight()
    {
        string file = Write(Run(100));
        (string bad, _) = Tool(
            "tshark",
            "-r",
            file,
            "-o",
            "ip.check_checksum:TRUE",
            "-o",
            "tcp.check_checksum:TRUE",
            "-Y",
            "ip.checksum.status == Bad || tcp.checksum.status == Bad || icmp.checksum.status == Bad"
        );

        Assert.Equal("", bad);
    }

    [Fact]
    public void Nfdump_PacketsOfARun_HasTheSameFlowsToTheByte()
    {
        FlowReport flows = Run(100);
        string file = Write(flows);
        string records = Path.Combine(_directory, "records");
        Directory.CreateDirectory(records);
        Tool("nfpcapd", "-r", file, "-w", records);
        (string csv, _) = Tool(
            "nfdump",
            "-R",
            records,
            "-a",
            "-q",
            "-o",
            "fmt:%sa %da %pr %sp %dp %pkt %byt",
            "-N"
        );
        string[] found =
        [
            .. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => Line(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                .Order(StringComparer.Ordinal),
        ];
        string[] expected =
        [
            .. flows
                .Flows.Where(flow => flow.KeptPackets > 0)
                .Select(flow => Line(flow))
                .Order(StringComparer.Ordinal),
        ];

        output.WriteLine($"{found.Length} flows, such as {found[0]}");
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Flows_OfAMigration_CarryWhatItTransferred()
    {
        RunResult result = RunWhole(100);
        FlowStatistics[] copies =
        [
            .. result.Flows!.Flows.Where(flow =>
                flow.Flow.TargetPort == 8002 && flow.Packets > 100
            ),
        ];
        double transferred = result.Metric("migration.x0.transferred_bytes");
        double other = result.Metric("migration.x1.transferred_bytes");

        // 20 bytes of IP and 32 of TCP in each packet.
        long payload = copies.Sum(flow => flow.Size.Bytes - (52 * flow.Packets));
        Assert.Equal(transferred + other, payload);
        Assert.All(
            copies,
            flow => Assert.InRange(flow.KeptPackets, flow.Packets / 101, flow.Packets / 99 + 2)
        );
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static FlowReport Run(int framesPerSample) => RunWhole(framesPerSample).Flows!;

    private static RunResult RunWhole(int framesPerSample)
    {
        string path = Path.Combine(
            Path.GetDirectoryName(ControlledFailureRun.ScenarioPath)!,
            "response-during-failure.yaml"
        );
        Study study = ScenarioFile.Load(
            path,
            [
                "script=live-migrate",
                "machines.*.memory=16MiB",
                "flows.host=node0",
                $"flows.frames_per_sample={framesPerSample}",
            ]
        );
        return new SimulatedBackend().Run(
            Assert.Single(study.Points),
            1,
            null,
            TestContext.Current.CancellationToken
        );
    }

    private string Write(FlowReport flows)
    {
        string file = Path.Combine(_directory, "packets.pcapng");
        File.WriteAllBytes(file, flows.Packets!.Value.Span);
        return file;
    }

    private static string Line(FlowStatistics flow)
    {
        FlowId id = flow.Flow;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{id.Source} {id.Target} {id.Protocol} {id.SourcePort} {id.TargetPort} {flow.KeptPackets} {flow.KeptSize.Bytes}"
        );
    }

    // nfdump writes ICMP's type and code as 8.0.
    private static string Line(string[] words)
    {
        string protocol = words[2] switch
        {
            "ICMP" => "1",
            "TCP" => "6",
            "UDP" => "17",
            _ => words[2],
        };
        string[] port = words[4].Split('.');
        int target = int.Parse(port[0], CultureInfo.InvariantCulture) * (port.Length > 1 ? 256 : 1);
        return $"{words[0]} {words[1]} {protocol} {words[3]} {target} {words[5]} {words[6]}";
    }

    private static (string Output, string Errors) Tool(string program, params string[] arguments)
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(directory => File.Exists(Path.Combine(directory, program)));
        Assert.SkipUnless(isThere, $"not installed: {program}");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return (text, errors.Result);
    }
}
