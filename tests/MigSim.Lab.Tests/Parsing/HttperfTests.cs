using MigSim.Lab.Parsing;

namespace MigSim.Lab.Tests.Parsing;

public sealed class HttperfTests
{
    [Fact]
    public void Parse_AllAnswered_HasTimesButNoRateSamples()
    {
        HttperfReport report = Read("mem_10MB_r1");
        Assert.Equal((500, 500, 500), (report.Connections, report.Requests, report.Replies));
        Assert.Equal(TimeSpan.FromSeconds(4.991), report.Duration);
        Assert.Equal(
            new HttperfSummary(null, 0.0002, 0.0155, 0.0005, 0.465, 0.0567),
            report.ConnectionTime
        );
        Assert.Equal(TimeSpan.FromMilliseconds(4.4), report.ResponseTime);
        Assert.Null(report.RepliesPerSecond);
        Assert.Equal(0, report.Errors.Total);
        Assert.Null(report.Sessions);
    }

    [Fact]
    public void Parse_OneReply_HasNoDeviation() =>
        Assert.Null(Read("increase_10MB_r1").ConnectionTime!.StandardDeviation);

    [Fact]
    public void Parse_SeveralCallsAConnection_CountsBoth() =>
        Assert.Equal(
            (300, 3000),
            (Read("keepalive_10calls").Connections, Read("keepalive_10calls").Replies)
        );

    [Fact]
    public void Parse_NotFound_IsAReply()
    {
        HttperfReport report = Read("http404");
        Assert.Equal(new HttperfStatuses(0, 0, 0, 50, 0), report.Statuses);
        Assert.Equal(0, report.Errors.Total);
    }

    [Fact]
    public void Parse_Refused_HasNoTimes()
    {
        HttperfReport report = Read("refused");
        Assert.Equal((100, 0, 0), (report.Connections, report.Requests, report.Replies));
        Assert.Equal(100, report.Errors.ConnectionsRefused);
        Assert.Null(report.ConnectionTime);
        Assert.Null(report.ConnectTime);
        Assert.Null(report.ResponseTime);
        Assert.Null(report.TransferTime);
    }

    [Fact]
    public void Parse_LinkDown_CountsTimeouts()
    {
        HttperfReport report = Read("link_down_3s");
        Assert.Equal(310, report.Errors.ClientTimeouts);
        Assert.Equal(new HttperfSummary(1, 59.9, 59.9, null, 59.9, null), report.RepliesPerSecond);
    }

    [Fact]
    public void Parse_Restart_CountsRefusedAndReset()
    {
        HttperfErrors errors = Read("server_restart_midrun").Errors;
        Assert.Equal(
            (304, 301, 3),
            (errors.Total, errors.ConnectionsRefused, errors.ConnectionsReset)
        );
    }

    [Fact]
    public void Parse_Overload_CountsWhatWasNotOffered()
    {
        HttperfReport report = Read("rate_4000");
        Assert.Equal(
            (1778, 5916),
            (report.Errors.ClientTimeouts, report.Errors.DescriptorsUnavailable)
        );
        Assert.Equal(2, report.RepliesPerSecond!.Count);
        Assert.Equal(1421.4, report.RepliesPerSecond.StandardDeviation);
    }

    [Fact]
    public void Parse_Verbose_ProgressIsSkipped() => Assert.Equal(1000, Read("verbose").Replies);

    [Fact]
    public void Parse_Sessions_AreCounted() =>
        Assert.Equal(new HttperfSessions(50, 50, 17.51), Read("wsess").Sessions);

    [Fact]
    public void Parse_TestTookNoTime_RatesAreSkipped()
    {
        string text = Text("refused")
            .Replace(
                "Connection rate: 50.1 conn/s (19.9 ms/conn,",
                "Connection rate: -nan conn/s (inf ms/conn,",
                StringComparison.Ordinal
            );
        Assert.Equal(100, HttperfReportParser.Parse(text).Connections);
    }

    [Theory]
    [InlineData("replies 500 test-duration", "replies 501 test-duration")]
    [InlineData("2xx=500", "2xx=499")]
    [InlineData("Errors: total 0", "Errors: total 1")]
    [InlineData("stddev 56.7", "stddev nan")]
    [InlineData("Reply time", "Answer time")]
    public void Parse_DoesNotAddUp_Throws(string was, string becomes) =>
        Assert.Throws<TranscriptException>(() =>
            HttperfReportParser.Parse(
                Text("mem_10MB_r1").Replace(was, becomes, StringComparison.Ordinal)
            )
        );

    [Theory]
    [InlineData("mem_10MB_r1")]
    [InlineData("wsess")]
    public void Parse_CutAnywhere_IsRefused(string name)
    {
        // httperf ends with an empty line.
        string text = Text(name).TrimEnd('\n') + '\n';
        Assert.NotNull(HttperfReportParser.Parse(text));
        Hostile.CutEverywhere(text, HttperfReportParser.Parse, (_, _) => false);
    }

    [Fact]
    public void Parse_Damaged_IsReadOrRefused() =>
        Hostile.Mutate(Text("server_restart_midrun"), HttperfReportParser.Parse);

    private static string Text(string name) => TranscriptFile.Read($"httperf.{name}.txt");

    private static HttperfReport Read(string name) => HttperfReportParser.Parse(Text(name));
}
