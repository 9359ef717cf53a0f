using MigSim.Lab.Parsing;
using MigSim.Lab.Xen;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Xen;

public sealed class XlVerdictTests
{
    private const string HandedOver = "migration sender: Giving target permission to start.\n";

    private const string Broken = HandedOver + "** Migration failed during final handshake **\n";

    // A host is: - without the machine, ? silent, or what the machine does there: r runs, p paused,
    // s suspended, c crashed, i is being received, a was sent away.
    [Theory]
    [InlineData("-", "r", "", MigrationStatus.Completed)]
    [InlineData("a", "r", Broken, MigrationStatus.Completed)]
    [InlineData("?", "r", "", MigrationStatus.Completed)]
    [InlineData("r", "-", "", MigrationStatus.TimedOut)]
    [InlineData("r", "i", "", MigrationStatus.TimedOut)]
    [InlineData("r", "?", HandedOver, MigrationStatus.TimedOut)]
    [InlineData("c", "-", "", MigrationStatus.Aborted)]
    [InlineData("a", "i", Broken, MigrationStatus.Ambiguous)]
    [InlineData("a", "p", Broken, MigrationStatus.Ambiguous)]
    [InlineData("a", "-", Broken, MigrationStatus.Ambiguous)]
    [InlineData("s", "-", "", MigrationStatus.Ambiguous)]
    [InlineData("a", "?", HandedOver, MigrationStatus.Ambiguous)]
    [InlineData("-", "?", HandedOver, MigrationStatus.Ambiguous)]
    [InlineData("?", "-", HandedOver, MigrationStatus.Ambiguous)]
    [InlineData("?", "?", HandedOver, MigrationStatus.Ambiguous)]
    [InlineData("?", "-", "", MigrationStatus.SourceFailed)]
    [InlineData("?", "?", "", MigrationStatus.SourceFailed)]
    [InlineData("-", "-", HandedOver, MigrationStatus.SourceFailed)]
    public void Of_WhatIsSeen_Decides(
        string source,
        string target,
        string printed,
        MigrationStatus expected
    ) =>
        Assert.Equal(
            expected,
            XlVerdict.Of(
                Sighting(source),
                Sighting(target),
                XlMigrationParser.Parse(printed),
                MigrationStatus.TimedOut
            )
        );

    [Fact]
    public void Of_BothRun_Throws() =>
        Assert.Throws<HypervisorException>(() =>
            XlVerdict.Of(
                Sighting("r"),
                Sighting("r"),
                XlMigrationParser.Parse(""),
                MigrationStatus.TimedOut
            )
        );

    private static XlSighting Sighting(string state) =>
        state switch
        {
            "?" => XlSighting.Unknown,
            "i" => new(true, null, IsIncoming: true, IsAway: false),
            "a" => new(true, null, IsIncoming: false, IsAway: true),
            _ => new(
                true,
                state switch
                {
                    "r" => VmState.Blocked,
                    "p" => VmState.Paused,
                    "s" => VmState.ShutDown,
                    "c" => VmState.Crashed,
                    _ => null,
                },
                IsIncoming: false,
                IsAway: false
            ),
        };
}
