using MigSim.Lab.Parsing;
using MigSim.Lab.Web;
using MigSim.Measurement;

namespace MigSim.Lab.Tests.Web;

public sealed class HttperfLoadTests
{
    // httperf 0.9.0 of Debian 12 against the module, in a network namespace.
    private const string Report = """
        httperf --verbose --hog --timeout=5 --client=0/1 --server=10.99.0.1 --port=80 --uri=/mem --rate=100 --send-buffer=4096 --recv-buffer=16384 --num-conns=300 --num-calls=1
        httperf: maximum number of open descriptors = 1024
        Maximum connect burst length: 1

        Connection lifetime histogram (time in ms):
                     0.5 278
                     1.5 11
                     2.5 7
                     3.5 1
                     4.5 2
                     :
                     6.5 1

        Total: connections 300 requests 300 replies 300 test-duration 2.991 s

        Connection rate: 100.3 conn/s (10.0 ms/conn, <=1 concurrent connections)
        Connection time [ms]: min 0.1 avg 0.4 max 6.8 median 0.5 stddev 0.7
        Connection time [ms]: connect 0.0
        Connection length [replies/conn]: 1.000

        Request rate: 100.3 req/s (10.0 ms/req)
        Request size [B]: 65.0

        Reply rate [replies/s]: min 0.0 avg 0.0 max 0.0 stddev 0.0 (0 samples)
        Reply time [ms]: response 0.4 transfer 0.0
        Reply size [B]: header 166.0 content 102.0 footer 0.0 (total 268.0)
        Reply status: 1xx=0 2xx=290 3xx=0 4xx=3 5xx=7

        CPU time [s]: user 0.61 system 2.16 (user 20.4% system 72.1% total 92.6%)
        Net I/O: 32.6 KB/s (0.3*10^6 bps)

        Errors: total 0 client-timo 0 socket-timo 0 connrefused 0 connreset 0
        Errors: fd-unavail 0 addrunavail 0 ftab-full 0 other 0

        """;

    [Fact]
    public void Convert_Report_HasQuantilesAndRefusals()
    {
        LoadReport load = HttperfLoad.Convert(HttperfReportParser.Parse(Report));

        Assert.Equal((300, 300, 300), (load.Connections, load.Requests, load.Replies));
        Assert.Equal(10, load.Refusals);
        Assert.Equal(0.0001, load.ConnectionTime!.Minimum, 9);
        Assert.Equal(0.0005, load.ConnectionTime.Median!.Value, 9);

        // 297 of 300 are in the bins up to 3.5 ms.
        Assert.Equal(0.0035, load.ConnectionTime.NinetyNinth!.Value, 9);
        Assert.Null(load.Samples);
    }

    [Fact]
    public void Merge_TwoSeconds_AddsUpAndKeepsWhen()
    {
        HttperfReport good = HttperfReportParser.Parse(Report);
        HttperfReport bad = HttperfReportParser.Parse(
            Report
                .Replace("total 0 client-timo 0", "total 4 client-timo 4", StringComparison.Ordinal)
                .Replace("num-conns=300", "num-conns=304", StringComparison.Ordinal)
        );

        LoadReport load = SlicedHttperfLoad.Merge(
            [(TimeSpan.FromSeconds(1), good), (TimeSpan.FromSeconds(2), bad)],
            TimeSpan.FromSeconds(3)
        );

        Assert.Equal(
            (600, 600, 20, 4),
            (load.Connections, load.Replies, load.Refusals, load.Errors.ClientTimeouts)
        );
        Assert.Equal(604, load.Samples!.Value.Length);
        Assert.Equal(4, load.Samples.Value.Count(sample => sample.Failure is not null));
        Assert.Equal(TimeSpan.FromSeconds(2), load.Samples.Value[^1].StartedAt);
        Assert.Equal(0.0005, load.ConnectionTime!.Median!.Value, 9);
    }

    [Fact]
    public void Parse_ReportWithoutHistogram_HasNoBins() =>
        Assert.Empty(
            HttperfReportParser
                .Parse(Report[Report.IndexOf("Total:", StringComparison.Ordinal)..])
                .ConnectionTimes
        );

    [Fact]
    public void Command_Load_IsWhatWasAskedFor()
    {
        var spec = new LoadSpec(
            new("storage"),
            new Uri("http://192.168.1.11/increase_mem"),
            2.5,
            3,
            10,
            TimeSpan.FromSeconds(1.5)
        );

        Assert.Equal(
            "httperf --hog --verbose --verbose --server 192.168.1.11 --port 80 --uri /increase_mem --rate 2.5 --num-conns 10 --num-calls 3 --timeout 1.5",
            HttperfLoad.Command(spec).ToString()
        );
    }
}
