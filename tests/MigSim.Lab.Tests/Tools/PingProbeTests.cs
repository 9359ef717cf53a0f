using System.Net;
using MigSim.Contracts;
using MigSim.Lab.Shell;
using MigSim.Lab.Tests.Shell;
using MigSim.Lab.Tools;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Lab.Tests.Tools;

public sealed class PingProbeTests : ProbeContract
{
    private static readonly ProbeSpec Spec = new(
        ShellTest.Host,
        IPAddress.Loopback,
        TimeSpan.FromMilliseconds(20),
        20,
        TimeSpan.FromMilliseconds(500),
        DataSize.FromBytes(56)
    );

    protected override ITestbedFixture Fixture { get; } = new FakeLanFixture();

    [Fact]
    public void PingAsync_RealPing_AnswersFromTheLoopback()
    {
        Assert.SkipWhen(SshServer.Find("ping") is null, "ping is not installed");
        ShellTest.Run(
            async (clock, token) =>
            {
                var probe = new PingProbe(new LocalShell(clock, new ShellLimits()));
                TimeSpan begin = clock.Now;
                var samples = new List<ProbeSample>();
                await foreach (ProbeSample sample in probe.PingAsync(Spec, token))
                {
                    samples.Add(sample);
                }

                Assert.Equal(Enumerable.Range(1, 20), samples.Select(sample => sample.Sequence));
                Assert.All(samples, sample => Assert.NotNull(sample.RoundTripTime));
                Assert.All(samples, sample => Assert.InRange(sample.SentAt, begin, clock.Now));
                TimeSpan span = samples[^1].SentAt - samples[0].SentAt;
                Assert.True(span >= TimeSpan.FromMilliseconds(19 * 15));
            }
        );
    }

    [Theory]
    [InlineData(15)]
    [InlineData(65_508)]
    public void PingAsync_PayloadOutOfRange_Throws(long bytes) =>
        ShellTest.Run(
            async (clock, token) =>
            {
                var probe = new PingProbe(new LocalShell(clock, new ShellLimits()));
                ProbeSpec wrong = Spec with { Payload = DataSize.FromBytes(bytes) };
                await ShellTest.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
                {
                    await foreach (ProbeSample sample in probe.PingAsync(wrong, token))
                    {
                        Assert.Fail("A sample came.");
                    }
                });
            }
        );
}
