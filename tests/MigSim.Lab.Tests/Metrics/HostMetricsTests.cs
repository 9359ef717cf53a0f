using System.Collections.Immutable;
using MigSim.Lab.Metrics;
using MigSim.Lab.Parsing;
using MigSim.Lab.Tests.Parsing;
using MigSim.Lab.Tests.Safety;
using MigSim.Lab.Tests.Shell;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Lab.Tests.Metrics;

public sealed class HostMetricsTests
{
    private static readonly HostName Host = new("node0");

    private static readonly ImmutableSortedDictionary<HostName, DataSize> Memory =
        ImmutableSortedDictionary<HostName, DataSize>.Empty.Add(Host, DataSize.FromMebibytes(4096));

    [Fact]
    public void SampleAsync_LinesOfProc_AreDifferences() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                var shell = new FakeShell
                {
                    Lines =
                    [
                        new(default, "1795410973.000000 1000 2048 500 70"),
                        new(default, "a complaint", Lab.Shell.ShellSource.Error),
                        new(default, "1795410973.500000 1040 1024 1500 70"),
                        new(default, "1795410974.500000 1030 -8 1600 71"),
                    ],
                };
                var metrics = new ProcHostMetrics(shell, clock, Memory);
                List<HostSample> samples = [];
                await foreach (
                    HostSample sample in metrics.SampleAsync(Host, TimeSpan.FromSeconds(0.5), token)
                )
                {
                    samples.Add(sample);
                }

                Assert.Equal([0.8, 0], samples.Select(sample => sample.CpuUtilization));
                Assert.Equal([1000, 1100], samples.Select(sample => sample.Received.Bytes));
                Assert.Equal([0, 1], samples.Select(sample => sample.Transmitted.Bytes));
                Assert.Equal(1024 * 1024, samples[0].MemoryFree.Bytes);
                string[] arguments = [.. shell.Commands[^1].Command.Arguments];
                Assert.Equal(["500000000", "4194304"], arguments[^2..]);
            }
        );

    [Theory]
    [InlineData("")]
    [InlineData("1795410973.000000 1000 2048 500")]
    [InlineData("1795410973.000000  2048 500 70")]
    [InlineData("1795410973.000000 1000 2048 500 70 1")]
    [InlineData("1795410973.000000 -1 2048 500 70")]
    [InlineData("1795410973.000000 1 99999999999999999999 500 70")]
    public void Parse_NoReading_IsAnErrorThatNamesTheLine(string line) =>
        Assert.Equal(
            3,
            Assert.Throws<TranscriptException>(() => ProcSample.Parse(line, 3)).LineNumber
        );

    [Fact]
    public void SampleAsync_FramesOfXentop_EachIsASampleWhenTheNextBegins() =>
        ShellTest.Run(
            async (_, token) =>
            {
                string[] lines = TranscriptFile.ReadLines("xentop.txt");
                int frames = lines.Count(XentopParser.IsHeading);
                var shell = new FakeShell
                {
                    Lines =
                    [
                        .. lines.Select(
                            (text, n) => new Lab.Shell.ShellLine(TimeSpan.FromSeconds(n), text)
                        ),
                    ],
                };
                var metrics = new XentopHostMetrics(shell, Memory);
                List<HostSample> samples = [];
                await foreach (
                    HostSample sample in metrics.SampleAsync(Host, TimeSpan.FromSeconds(2), token)
                )
                {
                    samples.Add(sample);
                }

                Assert.Equal(Math.Max(0, frames - 2), samples.Count);
                Assert.All(samples, sample => Assert.Equal("Domain-0", sample.Domains[0].Domain));
                Assert.All(
                    samples,
                    sample =>
                        Assert.Equal(
                            Memory[Host].Bytes,
                            sample.MemoryFree.Bytes + sample.Domains.Sum(d => d.Memory.Bytes)
                        )
                );
                Assert.Equal("-b -f -d 2", string.Join(' ', shell.Commands[0].Command.Arguments));
            }
        );

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(0)]
    public void SampleAsync_XentopInPartsOfASecond_IsRefused(double seconds) =>
        ShellTest.Run(
            async (_, token) =>
            {
                var metrics = new XentopHostMetrics(new FakeShell(), Memory);
                await ShellTest.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
                {
                    await foreach (
                        HostSample sample in metrics.SampleAsync(
                            Host,
                            TimeSpan.FromSeconds(seconds),
                            token
                        )
                    )
                    {
                        Assert.Fail("It is refused.");
                    }
                });
            }
        );
}
