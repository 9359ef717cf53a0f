using System.Text.RegularExpressions;

namespace MigSim.Lab.Parsing;

/// <summary>The lines of httperf's report, in the order of the report.</summary>
internal static partial class HttperfLines
{
    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>A bin of the connection times, which httperf prints with <c>--verbose</c> twice.</summary>
    [GeneratedRegex(@"\A +(?<middle>[0-9]+\.[0-9]) (?<count>[0-9]+)\z", Options)]
    public static partial Regex Bin();

    // Rates are not a number if the test took no time; nobody reads them.
    private const string Rate = "-?[0-9.a-z]+";

    private const string Spread =
        "min (?<minimum>[0-9.]+) avg (?<mean>[0-9.]+) max (?<maximum>[0-9.]+)";

    [GeneratedRegex(
        @"\ATotal: connections (?<connections>[0-9]+) requests (?<requests>[0-9]+) replies (?<replies>[0-9]+) test-duration (?<duration>[0-9.]+) s\z",
        Options
    )]
    public static partial Regex Total();

    [GeneratedRegex(
        $@"\AConnection rate: {Rate} conn/s \({Rate} ms/conn, <=[0-9]+ concurrent connections\)\z",
        Options
    )]
    public static partial Regex ConnectionRate();

    [GeneratedRegex(
        $@"\AConnection time \[ms\]: {Spread} median (?<median>[0-9.]+) stddev (?<deviation>[0-9.]+)\z",
        Options
    )]
    public static partial Regex ConnectionTime();

    [GeneratedRegex(@"\AConnection time \[ms\]: connect (?<connect>[0-9.]+)\z", Options)]
    public static partial Regex ConnectTime();

    [GeneratedRegex($@"\AConnection length \[replies/conn\]: {Rate}\z", Options)]
    public static partial Regex ConnectionLength();

    [GeneratedRegex($@"\ARequest rate: {Rate} req/s \({Rate} ms/req\)\z", Options)]
    public static partial Regex RequestRate();

    [GeneratedRegex($@"\ARequest size \[B\]: {Rate}\z", Options)]
    public static partial Regex RequestSize();

    [GeneratedRegex(
        $@"\AReply rate \[replies/s\]: {Spread} stddev (?<deviation>[0-9.]+) \((?<samples>[0-9]+) samples\)\z",
        Options
    )]
    public static partial Regex ReplyRate();

    [GeneratedRegex(
        @"\AReply time \[ms\]: response (?<response>[0-9.]+) transfer (?<transfer>[0-9.]+)\z",
        Options
    )]
    public static partial Regex ReplyTime();

    [GeneratedRegex(
        $@"\AReply size \[B\]: header {Rate} content {Rate} footer {Rate} \(total {Rate}\)\z",
        Options
    )]
    public static partial Regex ReplySize();

    [GeneratedRegex(
        @"\AReply status: 1xx=(?<one>[0-9]+) 2xx=(?<two>[0-9]+) 3xx=(?<three>[0-9]+) 4xx=(?<four>[0-9]+) 5xx=(?<five>[0-9]+)\z",
        Options
    )]
    public static partial Regex ReplyStatus();

    [GeneratedRegex(@"\ACPU time \[s\]: user .* total .*%\)\z", Options)]
    public static partial Regex CpuTime();

    [GeneratedRegex($@"\ANet I/O: {Rate} KB/s \({Rate}\*10\^6 bps\)\z", Options)]
    public static partial Regex NetworkRate();

    [GeneratedRegex(
        @"\AErrors: total (?<total>[0-9]+) client-timo (?<client>[0-9]+) socket-timo (?<socket>[0-9]+) connrefused (?<refused>[0-9]+) connreset (?<reset>[0-9]+)\z",
        Options
    )]
    public static partial Regex Errors();

    [GeneratedRegex(
        @"\AErrors: fd-unavail (?<descriptors>[0-9]+) addrunavail (?<addresses>[0-9]+) ftab-full (?<files>[0-9]+) other (?<other>[0-9]+)\z",
        Options
    )]
    public static partial Regex MoreErrors();

    [GeneratedRegex(
        $@"\ASession rate \[sess/s\]: {Spread} stddev {Rate} \((?<completed>[0-9]+)/(?<all>[0-9]+)\)\z",
        Options
    )]
    public static partial Regex SessionRate();

    [GeneratedRegex($@"\ASession: avg {Rate} connections/session\z", Options)]
    public static partial Regex SessionConnections();

    [GeneratedRegex($@"\ASession lifetime \[s\]: {Rate}\z", Options)]
    public static partial Regex SessionLifetime();

    [GeneratedRegex($@"\ASession failtime \[s\]: {Rate}\z", Options)]
    public static partial Regex SessionFailTime();

    [GeneratedRegex(@"\ASession length histogram:( [0-9]+)+\z", Options)]
    public static partial Regex SessionLengths();
}
