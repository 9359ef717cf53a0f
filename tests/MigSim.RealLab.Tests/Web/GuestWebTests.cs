using System.Collections.Immutable;
using System.Globalization;
using MigSim.Contracts;
using MigSim.Kernel;
using MigSim.Lab.Guests;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Web;
using MigSim.Measurement;
using MigSim.RealLab.Tests.Namespaces;
using MigSim.RealLab.Tests.Qemu;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.RealLab.Tests.Web;

/// <summary>Apache with its balloon in one guest, httperf in another.</summary>
public sealed class GuestWebTests(QemuPlace place, ITestOutputHelper output)
{
    private const long StepKibibytes = 10 * 1024;

    private static readonly VmSpec s_server = Spec(0);
    private static readonly VmSpec s_client = Spec(1);

    private static ServerSpec Server =>
        WebPlace.Spec with
        {
            Host = QemuPlace.Hosts[0],
            Machine = s_server.Name,
            Address = s_server.Address,
        };

    [Fact]
    public void RunAsync_ClientInAnotherGuest_EachCallChangesTheServerByExactlyTenMebibytes()
    {
        TestLab.SkipWithoutTools("apache2", "apxs2", "gcc", "httperf");
        place.Require();
        GuestImage plain = QemuGuestTests.Build();
        (GuestImage image, string module) = Build(plain);

        // What is added comes after the small guest, which stays as it is.
        byte[] small = File.ReadAllBytes(plain.Initrd);
        Assert.Equal(small, File.ReadAllBytes(image.Initrd)[..small.Length]);
        using IDisposable real = place.Boot(image);
        string directory = Directory.CreateTempSubdirectory("migsim-guest-web-").FullName;
        try
        {
            var journal = LabJournal.Open(Path.Combine(directory, "journal.jsonl"));
            new QemuFixture(place).Run(async bed =>
            {
                var shell = new NamespaceShell(bed.Clock, new ShellLimits(), place.Entries);
                await bed.Hypervisor.CreateAsync(s_server, QemuPlace.Hosts[0], bed.Token);
                await bed.Hypervisor.CreateAsync(s_client, QemuPlace.Hosts[1], bed.Token);
                var server = new ApacheServer(shell, journal, module, "/run/apache");
                await server.StartAsync(Server, bed.Token);
                var guests = ImmutableSortedDictionary<VmName, System.Net.IPAddress>.Empty.Add(
                    s_client.Name,
                    s_client.Address
                );
                var web = new WebBed(bed.Clock, server, new HttperfLoad(shell, guests), bed.Token);
                await AssertGrowsAndShrinksAsync(web, shell);
                await server.StopAsync(bed.Token);
            });
            Assert.Empty(journal.ReadOpen());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task AssertGrowsAndShrinksAsync(WebBed web, NamespaceShell shell)
    {
        // The first requests make Apache take what it keeps.
        LoadReport load = await web.Load.RunAsync(Load("mem", 60), web.Token);
        output.WriteLine(
            $"{load.Replies} replies in {load.Duration.TotalSeconds:0.00} s, "
                + $"median {1000 * load.ConnectionTime?.Median:0.0} ms"
        );
        Assert.Equal((60, 60, 0), (load.Connections, load.Replies, load.Errors.Total));
        long before = await DataAsync(shell, web.Token);
        int held = 0;
        foreach (int step in (int[])[1, 2, 3, 4, 5, 4])
        {
            string page = step > held ? "increase" : "decrease";
            held = step;
            LoadReport call = await web.Load.RunAsync(Load($"{page}_mem", 1), web.Token);
            Assert.Equal((1, 0), (call.Replies, call.Refusals));
            long data = await DataAsync(shell, web.Token);
            output.WriteLine($"{page}: {data - before} KiB more than before");
            Assert.Equal((step, step * StepKibibytes), (await HeldStepsAsync(web), data - before));
        }

        SampleSummary access = await web.Server.AccessAsync(10, web.Token);
        output.WriteLine($"40 MiB touched in {1000 * access.Median:0.00} ms");
        Assert.InRange(access.Minimum, 1e-6, access.Maximum);
    }

    private static async Task<long> HeldStepsAsync(WebBed web) =>
        (await web.Server.ReadAsync(web.Token)).Bytes / (StepKibibytes * 1024);

    // VmData in KiB of the process with the balloon, as the guest's kernel counts it.
    private static async Task<long> DataAsync(NamespaceShell shell, CancellationToken token)
    {
        const string Script = """
            parent=$(cat /run/apache/httpd.pid)
            for process in /proc/[0-9]*/status; do
              grep -q "^PPid:[^0-9]*$parent$" "$process" && sed -n 's/^VmData:[^0-9]*\([0-9]*\) kB/\1/p' "$process"
            done
            exit 0
            """;
        ShellResult result = await shell.ExecuteAsync(
            QemuPlace.Hosts[0],
            GuestCommand.In(s_server.Address, TestLab.Sh(Script)),
            token
        );
        Assert.True(
            long.TryParse(
                result.StandardOutput.Trim(),
                CultureInfo.InvariantCulture,
                out long data
            ),
            $"{result.StandardOutput}{result.StandardError}"
        );
        return data;
    }

    private static (GuestImage Image, string Module) Build(GuestImage plain)
    {
        var loop = new WallClockLoop();
        var shell = new LocalShell(new RunClock(loop.Time), new ShellLimits());
        return loop.Run(
            async token =>
            {
                HostName here = LabHosts.Controller;
                string module = await new BalloonModule(
                    shell,
                    here,
                    QemuGuestTests.Cache
                ).FindAsync(token);
                var builder = new WebGuestBuilder(shell, here, QemuGuestTests.Cache);
                return (await builder.BuildAsync(plain, module, token), module);
            },
            TestContext.Current.CancellationToken
        );
    }

    private static VmSpec Spec(int number) =>
        QemuFixture.Specs[number] with
        {
            Memory = DataSize.FromMebibytes(192),
        };

    private static LoadSpec Load(string page, int connections) =>
        new(QemuPlace.Hosts[1], Server.Page(page), 10, 1, connections, TimeSpan.FromSeconds(5))
        {
            Machine = s_client.Name,
        };
}
