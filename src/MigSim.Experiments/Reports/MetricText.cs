using System.Globalization;

namespace MigSim.Experiments.Reports;

/// <summary>Names, units and values of metrics as people read them.</summary>
public static class MetricText
{
    /// <summary>What is written where a testbed cannot observe a metric.</summary>
    public const string NotObservable = "not observable";

    /// <summary>Says in words what a metric is; its name where there are no words for it.</summary>
    public static string Describe(string metric)
    {
        string[] parts = metric.Split('.');
        return parts switch
        {
            ["rtt", "after", "first" or "last", var statistic] =>
                $"RTT after the failover, {parts[2]} second, {Statistic(statistic)}",
            ["rtt", var span, var statistic] => $"RTT {Span(span)}, {Statistic(statistic)}",
            ["probe", "sent"] => "pings sent",
            ["probe", "lost"] => "pings lost",
            ["probe", "interval_ms"] => "time between pings",
            ["probe", "longest_gap_ms"] => "longest gap between answers",
            ["failover", var vm, "started_s"] => $"failover of {vm}, started at",
            ["failover", var vm, "total_ms"] => $"failover of {vm}, stop to running",
            ["migration", var vm, "total_ms"] => $"migration of {vm}, total",
            ["migration", var vm, "downtime_ms"] => $"migration of {vm}, downtime",
            ["migration", var vm, "transferred_bytes"] => $"migration of {vm}, transferred",
            ["migration", var vm, "stalled_ms"] => $"{vm} waits for pages after its move",
            ["migration", var vm, "rounds"] => $"migration of {vm}, pre-copy rounds",
            ["drain", "total_ms"] => "drain, until the last machine runs",
            ["drain", "downtime_max_ms"] => "drain, longest downtime of a machine",
            ["cluster", "false_alarms"] => "members declared dead that were alive",
            ["protection", var vm, "checkpoints_per_s"] => $"checkpoints of {vm} in a second",
            ["protection", var vm, "paused_percent"] => $"share of the time that they stop {vm}",
            ["protection", var vm, "transferred_bytes"] => $"checkpoints of {vm}, transferred",
            ["protection", var vm, "recovery_ms"] => $"{vm} declared lost until it runs",
            ["service", var vm, "downtime_ms"] => $"service downtime of {vm}",
            ["access", var statistic] => $"memory access, {Statistic(statistic)}",
            ["server", "memory_bytes"] => "memory of the web server",
            ["http", "connections"] => "connections tried",
            ["http", "replies"] => "replies",
            ["http", "replies_per_s"] => "replies a second",
            ["http", "connection", var statistic] => $"HTTP connection, {Statistic(statistic)}",
            ["http", "response", var statistic] => $"HTTP response, {Statistic(statistic)}",
            ["http", var span, "failed"] => $"connections failed {Span(span)}",
            ["http", "before" or "during" or "after", var statistic] =>
                $"HTTP {Span(parts[1])}, {Statistic(statistic)}",
            ["flows", "count"] => "flows",
            ["flows", "packets"] => "packets of all flows",
            ["flows", "bytes"] => "bytes of all flows",
            ["http", "errors", var cause] => $"failed connections, {cause.Replace('_', ' ')}",
            ["domain", var domain, "cpu_percent"] => $"processor of {domain}, mean",
            ["domain", var domain, "charged_percent"] =>
                $"processor of {domain} with its drivers, mean",
            ["host", var host, "control_domain_percent"] =>
                $"processor of {host} in its control domain, mean",
            ["host", var host, "cpu_percent"] => $"processor of {host}, mean",
            _ => metric,
        };
    }

    /// <summary>Gets the unit in which <see cref="Format"/> writes a metric; empty for counts.</summary>
    public static string Unit(string metric) =>
        metric.EndsWith("_per_s", StringComparison.Ordinal) ? "/s"
        : metric.EndsWith("_ms", StringComparison.Ordinal) ? "ms"
        : metric.EndsWith("_s", StringComparison.Ordinal) ? "s"
        : metric.EndsWith("_bytes", StringComparison.Ordinal) ? "MiB"
        : metric.EndsWith("_percent", StringComparison.Ordinal) ? "%"
        : "";

    /// <summary>Writes a value in the unit of <see cref="Unit"/>, or that there is none.</summary>
    public static string Format(string metric, double? value)
    {
        if (value is null)
        {
            return NotObservable;
        }

        double number = Unit(metric) == "MiB" ? value.Value / (1024 * 1024) : value.Value;
        string format =
            Unit(metric).Length == 0 ? "0.##"
            : Math.Abs(number) < 100 ? "0.000"
            : "0.0";
        return number.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Writes a published value with the digits that it was published with.</summary>
    public static string FormatPublished(string metric, double value)
    {
        double number = Unit(metric) == "MiB" ? value / (1024 * 1024) : value;
        string format = Unit(metric).Length == 0 ? "0.####" : "0.0###";
        return number.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Span(string span) =>
        span switch
        {
            "before" => "before the failure",
            "during" => "during the failover",
            "after" => "after the failover",
            _ => span,
        };

    private static string Statistic(string statistic) =>
        statistic switch
        {
            "mean_ms" => "mean",
            "max_ms" => "maximum",
            "first_ms" => "first second",
            "last_ms" => "last second",
            _ when statistic.EndsWith("_ms", StringComparison.Ordinal) => statistic[..^3]
                .Replace('_', ' '),
            _ => statistic,
        };
}
