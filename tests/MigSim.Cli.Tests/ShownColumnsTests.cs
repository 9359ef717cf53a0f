using System.Collections.Immutable;
using MigSim.Cli.Output;
using MigSim.Experiments.Reports;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

public sealed class ShownColumnsTests
{
    private static readonly ImmutableArray<string> s_columns =
    [
        "metric",
        "name",
        "unit",
        "simulated",
        "published",
        "difference",
        "within",
        "verdict",
    ];

    private static readonly ReportTable s_table = new(
        "table",
        s_columns,
        [
            [
                "RTT after the failover, first second",
                "rtt.after.first_ms",
                "ms",
                "0.497 ± 0.000",
                "0.5",
                "-0.003",
                "±0.05",
                "holds in 2000 of 2000",
            ],
        ]
    );

    [Theory]
    [InlineData(200, false, "metric name unit simulated published difference within verdict")]
    [InlineData(200, true, "metric unit simulated published difference within verdict")]
    [InlineData(100, true, "metric unit simulated published within verdict")]
    [InlineData(80, true, "metric unit simulated published verdict")]
    public void Of_Width_WhatTheOthersImplyGoesFirst(int width, bool isNarrow, string shown) =>
        Assert.Equal(
            shown.Split(' '),
            ShownColumns.Of(s_table, width, isNarrow).Select(i => s_columns[i])
        );

    [Fact]
    public void Run_Terminal_TablesNameTheirMetrics()
    {
        using var program = new FakeProgram { IsTerminal = true };

        Assert.Equal(0, program.Run("--replications", "100"));
        Assert.Contains("RTT during the", program.Output, StringComparison.Ordinal);
        Assert.Contains("holds in", program.Output, StringComparison.Ordinal);
    }
}
