using MigSim.Lab.Lifecycle;
using MigSim.Lab.Metrics;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Storage;
using MigSim.Lab.Tools;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.RealLab.Tests.Namespaces;

/// <summary>Storage, probe and metrics on a real lab.</summary>
public sealed class NamespaceToolTests
{
    private static readonly HostName Host = TestLab.Members[0];

    [Fact]
    public void ProvideAsync_Disks_AreReadAndWrittenByMembersAndRemoved()
    {
        TestLab.SkipWithoutTools("tgtd", "qemu-img", "qemu-io");
        TestLab.RunUp(
            async (lab, connection, token) =>
            {
                string address = connection.Agents[Host].Ssh.Hosts[TestLab.Storage.Value].Address;
                var storage = new IscsiStorage(
                    connection.Shell,
                    connection.Journal,
                    connection.Storage,
                    address
                );
                string x0 = await storage.ProvideAsync(
                    new("x0"),
                    DataSize.FromMebibytes(64),
                    token
                );
                string x1 = await storage.ProvideAsync(
                    new("x1"),
                    DataSize.FromMebibytes(32),
                    token
                );
                Assert.Equal($"iscsi://{address}/iqn.2026-11.migsim.lab:x0/1", x0);
                await AssertInfoAsync(connection, x0, "67108864", token);
                await RunAsync(
                    connection,
                    Host,
                    $"qemu-io -f raw -c 'write -P 7 1M 1M' {x0}",
                    token
                );
                string read = await RunAsync(
                    connection,
                    TestLab.Members[1],
                    $"qemu-io -f raw -c 'read -P 7 1M 1M' {x0}",
                    token
                );
                Assert.DoesNotContain("verification failed", read);
                Assert.Equal(
                    "1024\n",
                    await RunAsync(
                        connection,
                        TestLab.Storage,
                        "du -k /var/lib/migsim/disks/x0.img | cut -f 1",
                        token
                    )
                );

                await AssertAnewAndGoneAsync(connection, storage, x1, token);
            }
        );
    }

    [Fact]
    public void PingAsync_FromStorageToAMember_IsAnswered() =>
        TestLab.RunUp(
            async (lab, connection, token) =>
            {
                ProbeSpec spec = new(
                    TestLab.Storage,
                    TestLab.Platform().Host(Host).Address,
                    TimeSpan.FromMilliseconds(20),
                    50,
                    TimeSpan.FromMilliseconds(500),
                    DataSize.FromBytes(56)
                );
                List<ProbeSample> samples = await new PingProbe(connection.Shell)
                    .PingAsync(spec, token)
                    .ToListAsync(token);
                TimeSpan[] times = [.. samples.Select(s => s.RoundTripTime).OfType<TimeSpan>()];
                Assert.Equal(50, times.Length);
                MeasurementLog.Note(
                    $"mean round trip {times.Average(time => time.TotalMilliseconds):0.000} ms"
                );
            }
        );

    [Fact]
    public void SampleAsync_AMemberIsBusy_ShowsOnItAlone() =>
        TestLab.RunUp(
            async (lab, connection, token) =>
            {
                var metrics = new ProcHostMetrics(
                    connection.Shell,
                    lab.Clock,
                    ProcHostMetrics.NamespaceMemory(TestLab.Platform())
                );
                Task<ShellResult> busy = connection.Shell.ExecuteAsync(
                    Host,
                    TestLab.Sh(
                        "ping -f -s 1400 -w 5 192.168.77.11 >/dev/null & timeout 5 sh -c 'while :; do :; done' & wait"
                    ),
                    token
                );
                Task<List<HostSample>> other = SampleAsync(metrics, TestLab.Members[2], token);
                List<HostSample> samples = await SampleAsync(metrics, Host, token);
                List<HostSample> idle = await other;
                await busy;
                MeasurementLog.Note(
                    $"busy {samples[^1].CpuUtilization:0.00}, idle {idle[^1].CpuUtilization:0.00}, sent {samples[^1].Transmitted.Mebibytes:0.0} MiB"
                );
                for (int index = 1; index < samples.Count; index++)
                {
                    TimeSpan interval = samples[index].At - samples[index - 1].At;
                    Assert.InRange(interval.TotalSeconds, 0.3, 1.5);
                    Assert.True(samples[index].Transmitted > samples[index - 1].Transmitted);
                }

                Assert.InRange(samples[^1].CpuUtilization, 0.2, 2.2);
                Assert.InRange(idle[^1].CpuUtilization, 0, 0.2);
                Assert.InRange(samples[^1].MemoryFree.Mebibytes, 1800, 2048);
            }
        );

    private static async Task AssertAnewAndGoneAsync(
        LabConnection connection,
        IscsiStorage storage,
        string x1,
        CancellationToken token
    )
    {
        // Made anew it is empty, and has its new size.
        Assert.Equal(x1, await storage.ProvideAsync(new("x1"), DataSize.FromMebibytes(48), token));
        await AssertInfoAsync(connection, x1, "50331648", token);
        HealReport report = await connection.Journal.HealAsync(
            connection.Journal.Own,
            connection.Shell,
            null,
            token
        );
        Assert.Empty(report.Left);
        Assert.Equal(
            "0\n",
            await RunAsync(
                connection,
                TestLab.Storage,
                "ls -A /var/lib/migsim/disks | wc -l",
                token
            )
        );
    }

    private static async Task<List<HostSample>> SampleAsync(
        ProcHostMetrics metrics,
        HostName host,
        CancellationToken token
    )
    {
        var samples = new List<HostSample>();
        await foreach (
            HostSample sample in metrics.SampleAsync(host, TimeSpan.FromSeconds(0.5), token)
        )
        {
            samples.Add(sample);
            if (samples.Count == 4)
            {
                break;
            }
        }

        return samples;
    }

    private static async Task AssertInfoAsync(
        LabConnection connection,
        string url,
        string bytes,
        CancellationToken token
    ) =>
        Assert.Contains(
            bytes,
            await RunAsync(connection, Host, $"qemu-img info --output=json {url}", token)
        );

    private static async Task<string> RunAsync(
        LabConnection connection,
        HostName host,
        string script,
        CancellationToken token
    )
    {
        ShellResult result = await connection.Shell.ExecuteAsync(host, TestLab.Sh(script), token);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        return result.StandardOutput;
    }
}
