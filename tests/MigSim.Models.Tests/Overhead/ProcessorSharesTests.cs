using System.Collections.Immutable;
using MigSim.Models.Overhead;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Overhead;

public sealed class ProcessorSharesTests
{
    // A web server with much traffic, and a guest that computes.
    private static readonly ImmutableArray<ProcessorDemand> s_guests =
    [
        new(Own: 0.3, Driver: 0.5, Weight: 256, DriverCap: null),
        new(Own: 1, Driver: 0, Weight: 256, DriverCap: null),
    ];

    [Fact]
    public void Credit_MuchTraffic_TakesFromWhoComputes()
    {
        ImmutableArray<ProcessorShare> shares = Divide(SchedulerKind.Credit, s_guests);

        // The server has its 0.3; control domain and the other guest divide the rest.
        Assert.Equal(0.3, shares[0].Own, 9);
        Assert.Equal(0.35, shares[0].Driver, 9);
        Assert.Equal(0.35, shares[1].Own, 9);
    }

    [Fact]
    public void SedfDc_MuchTraffic_IsChargedToItsGuest()
    {
        ImmutableArray<ProcessorShare> shares = Divide(SchedulerKind.SedfDc, s_guests);

        Assert.Equal(0.5, shares[0].Own + shares[0].Driver, 9);
        Assert.Equal(0.5, shares[1].Own, 9);
    }

    [Theory]
    [InlineData(SchedulerKind.Credit)]
    [InlineData(SchedulerKind.Sedf)]
    public void Cap_OnTheDriver_GivesTheOtherItsHalf(SchedulerKind scheduler)
    {
        ImmutableArray<ProcessorShare> shares = Divide(
            scheduler,
            s_guests.SetItem(0, s_guests[0] with { DriverCap = 0.2 })
        );

        Assert.Equal(0.2, shares[0].Driver, 9);
        Assert.Equal(0.5, shares[1].Own, 9);
    }

    [Theory]
    [InlineData(SchedulerKind.Credit)]
    [InlineData(SchedulerKind.Sedf)]
    [InlineData(SchedulerKind.SedfDc)]
    public void Divide_AnyDemands_GivesAllThatIsWantedAndNoMore(SchedulerKind scheduler)
    {
        var random = new Random(7);
        for (int round = 0; round < 500; round++)
        {
            ImmutableArray<ProcessorDemand> guests =
            [
                .. Enumerable
                    .Range(0, random.Next(1, 6))
                    .Select(_ => new ProcessorDemand(
                        random.NextDouble(),
                        random.NextDouble(),
                        1 + random.Next(512),
                        null
                    )),
            ];
            ImmutableArray<ProcessorShare> shares = ProcessorShares.Divide(
                scheduler,
                2,
                256,
                guests
            );
            double wanted = guests.Sum(guest => guest.Own + guest.Driver);
            Assert.Equal(Math.Min(2, wanted), shares.Sum(s => s.Own + s.Driver), 9);
            for (int i = 0; i < guests.Length; i++)
            {
                Assert.InRange(shares[i].Own, 0, guests[i].Own + 1e-9);
                Assert.InRange(shares[i].Driver, 0, guests[i].Driver + 1e-9);
            }
        }
    }

    [Fact]
    public void SedfDc_AnyDemands_EachHasItsReservation()
    {
        ImmutableArray<ProcessorDemand> guests =
        [
            new(0.2, 3, 100, null),
            new(1.5, 0.1, 200, null),
            new(0.1, 0, 100, null),
        ];
        ImmutableArray<ProcessorShare> shares = ProcessorShares.Divide(
            SchedulerKind.SedfDc,
            2,
            256,
            guests
        );

        Assert.True(shares[0].Own + shares[0].Driver >= 0.5 - 1e-9);
        Assert.True(shares[1].Own + shares[1].Driver >= 1 - 1e-9);
        Assert.Equal(0.1, shares[2].Own, 9);
    }

    [Fact]
    public void None_AnyDemands_EverybodyGetsThem()
    {
        ImmutableArray<ProcessorShare> shares = Divide(SchedulerKind.None, s_guests);

        Assert.Equal([new(0.3, 0.5), new(1, 0)], shares);
    }

    private static ImmutableArray<ProcessorShare> Divide(
        SchedulerKind scheduler,
        ImmutableArray<ProcessorDemand> guests
    ) => ProcessorShares.Divide(scheduler, 1, 256, guests);
}
