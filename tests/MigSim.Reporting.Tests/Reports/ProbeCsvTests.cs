using MigSim.Experiments.Reports;
using MigSim.Measurement;

namespace MigSim.Reporting.Tests.Reports;

public sealed class ProbeCsvTests
{
    [Fact]
    public void Write_AnsweredAndLost_OneLineEach()
    {
        var writer = new StringWriter();

        ProbeCsv.Write(
            writer,
            [
                new ProbeSample(1, TimeSpan.Zero, TimeSpan.FromTicks(2_501)),
                new ProbeSample(2, TimeSpan.FromTicks(100_001), null),
            ]
        );

        Assert.Equal("seq,sent_s,rtt_ms\n1,0.0000000,0.2501\n2,0.0100001,\n", writer.ToString());
    }
}
