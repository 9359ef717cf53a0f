using CsCheck;
using MigSim.Models.Overhead;

namespace MigSim.Models.Tests.Overhead;

public sealed class ControlDomainTests
{
    private const double Hold = 3e-3;

    [Theory]
    [InlineData(2, 0.6, 0.4, 2, 1)] // All that they want is left.
    [InlineData(2, 1, 2, 2, 2.0 / 3)] // Their fair part, which is more than what copying leaves.
    [InlineData(1, 0.2, 1, 1, 0.8)] // What copying leaves.
    [InlineData(1, 1, 0.5, 1, 1)]
    [InlineData(1, 0, 0, 0, 1)] // Nobody wants anything.
    public void GuestSpeed_Cases_WhatCopyingLeavesOrTheFairPart(
        int processors,
        double copying,
        double wanted,
        int guests,
        double expected
    ) =>
        Assert.Equal(
            expected,
            ControlDomain.GuestSpeed(processors, copying, wanted, guests),
            precision: 12
        );

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0.3, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(0.6, 0.5, 1)]
    [InlineData(1.2, 0.4, 2)]
    [InlineData(3, 1, 4)]
    public void TurnWait_ManyDraws_HasTheMeanOfItsFormula(
        double copying,
        double aftermath,
        int processors
    )
    {
        double copyingShare = Math.Pow(Math.Min(1, copying / processors), processors);
        double aftermathShare = Math.Pow(Math.Min(1, aftermath / processors), processors);
        const int Draws = 1_000_000;
        double sum = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double uniform = (draw + 0.5) / Draws;
            sum += ControlDomain.TurnWait(copying, aftermath, processors, Hold, uniform);
        }

        Assert.Equal((copyingShare + aftermathShare) * Hold / 2, sum / Draws, Hold * 1e-5);
    }

    [Fact]
    public void TurnWait_AnyLoad_NeverMoreThanOneHoldAndTheAftermathsPart() =>
        Gen.Select(
                Gen.Double[0, 5],
                Gen.Double[0, 5],
                Gen.Int[1, 4],
                Gen.Double[0, 0.1],
                Gen.Double[0, 1]
            )
            .Sample(
                (copying, aftermath, processors, hold, draw) =>
                {
                    double wait = ControlDomain.TurnWait(
                        copying,
                        aftermath,
                        processors,
                        hold,
                        draw
                    );
                    double part = ControlDomain.BusyShare(aftermath, processors) * hold / 2;
                    return wait >= part && wait <= (hold + part) * (1 + 1e-12);
                }
            );

    [Theory]
    [InlineData(0.5, 1, 0.5)]
    [InlineData(1, 2, 0.25)]
    [InlineData(7, 2, 1)]
    [InlineData(-1, 2, 0)]
    [InlineData(0, 4, 0)]
    public void BusyShare_AnyLoad_IsTheChanceThatNoneIsFree(
        double busy,
        int processors,
        double expected
    ) => Assert.Equal(expected, ControlDomain.BusyShare(busy, processors), 1e-12);
}
