using MigSim.Lab.Parsing;

namespace MigSim.Lab.Tests.Parsing;

public sealed class QueryMigrateTests
{
    [Fact]
    public void Parse_PreCopy_GoesFromSetupToCompleted()
    {
        QemuMigration[] answers = Read("precopy");
        Assert.Equal(
            [
                QemuMigrationStatus.Setup,
                QemuMigrationStatus.Active,
                QemuMigrationStatus.Active,
                QemuMigrationStatus.Completed,
            ],
            answers.Select(answer => answer.Status)
        );
        Assert.Null(answers[0].Memory);
        Assert.Null(answers[1].Downtime);
        Assert.Equal(TimeSpan.FromMilliseconds(211), answers[3].Downtime);
        Assert.Equal(TimeSpan.FromMilliseconds(1449), answers[3].TotalTime);
        Assert.Equal(143324772, answers[3].Memory!.Transferred.Bytes);
        Assert.Equal([false, false, false, true], answers.Select(answer => answer.IsFinal));
    }

    [Fact]
    public void Parse_PostCopy_CountsRequests()
    {
        QemuMigration[] answers = Read("postcopy");
        Assert.Equal(QemuMigrationStatus.PostCopyActive, answers[3].Status);
        Assert.Equal(4722, answers[^1].Memory!.PostCopyRequests);
    }

    [Fact]
    public void Parse_Cancelled_HasNoFigures()
    {
        QemuMigration last = Read("cancelled")[^1];
        Assert.Equal(QemuMigrationStatus.Cancelled, last.Status);
        Assert.Null(last.Memory);
        Assert.Null(last.TotalTime);
        Assert.True(last.IsFinal);
    }

    [Fact]
    public void Parse_AutoConverge_HasThrottle() =>
        Assert.Contains(Read("throttled"), answer => answer.ThrottlePercentage > 0);

    [Fact]
    public void Parse_CacheOfXbzrle_IsLeftOut() =>
        Assert.Equal(TimeSpan.FromMilliseconds(4), Read("xbzrle")[^1].Downtime);

    [Fact]
    public void Parse_CompletedWithoutTimes_IsNotFinal() =>
        Assert.False(QueryMigrateParser.Parse("""{"status": "completed"}""").IsFinal);

    [Fact]
    public void Parse_NeverMigrated_IsNone()
    {
        Assert.Equal(
            QemuMigrationStatus.None,
            QueryMigrateParser.Parse("""{"return": {}}""").Status
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"completed\"")]
    [InlineData("""{"return": 1}""")]
    [InlineData("""{"return": {"total-time": 3}}""")]
    [InlineData("""{"status": "gone"}""")]
    [InlineData("""{"status": 1}""")]
    [InlineData("""{"status": "completed", "total-time": -1}""")]
    [InlineData("""{"status": "completed", "total-time": 1e300}""")]
    [InlineData("""{"status": "completed", "total-time": "1"}""")]
    [InlineData("""{"status": "active", "ram": {"total": 1}}""")]
    [InlineData("""{"error": {"class": "GenericError", "desc": "no"}}""")]
    [InlineData("""{"status": "failed", "error-desc": "\ud800"}""")]
    public void Parse_NoSuchAnswer_Throws(string json) =>
        Assert.Throws<TranscriptException>(() => QueryMigrateParser.Parse(json));

    [Fact]
    public void Parse_Failed_SaysWhy() =>
        Assert.Equal(
            "Unable to write to socket: Broken pipe",
            QueryMigrateParser
                .Parse(
                    """{"status": "failed", "error-desc": "Unable to write to socket: Broken pipe"}"""
                )
                .ErrorDescription
        );

    [Fact]
    public void Parse_CutAnywhere_IsRefused() =>
        Hostile.CutEverywhere(Last("precopy"), QueryMigrateParser.Parse, (_, _) => false);

    [Fact]
    public void Parse_Damaged_IsReadOrRefused() =>
        Hostile.Mutate(Last("precopy"), QueryMigrateParser.Parse);

    private static string Last(string name) =>
        TranscriptFile.ReadLines($"query-migrate.{name}.jsonl")[^1];

    private static QemuMigration[] Read(string name) =>
        [
            .. TranscriptFile
                .ReadLines($"query-migrate.{name}.jsonl")
                .Select(QueryMigrateParser.Parse),
        ];
}
