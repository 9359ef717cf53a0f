namespace MigSim.Kernel.Tests;

public class StableOrderTests
{
    [Theory]
    [InlineData("", 0xCBF2_9CE4_8422_2325)]
    [InlineData("probe", 9_381_818_396_016_147_671)]
    public void NameHash_Pinned_IsTheSameInEveryProcess(string name, ulong expected) =>
        Assert.Equal(expected, StableHash.OfName(name));

    [Fact]
    public void Streams_Pinned_AreTheSameInEveryProcess()
    {
        var random = new RandomStreams(42)["probe"];

        Assert.Equal(
            [2_667_358_441_883_734_740, 3_655_037_502_562_968_998, 1_008_643_546_600_018_973],
            Enumerable.Range(0, 3).Select(_ => random.NextInt64())
        );
    }

    [Fact]
    public void Generator_SeedZero_DrawsThePublishedNumbers()
    {
        // Published for SplitMix64 and for xoshiro256** seeded by it from zero.
        Assert.Equal(0xE220_A839_7B1D_CDAFUL, StableHash.Mix(0));
        Assert.Equal(0x6E78_9E6A_A1B9_65F4UL, StableHash.Mix(0x9E37_79B9_7F4A_7C15));
        var random = new Xoshiro256StarStar(0);
        var bytes = new byte[32];
        random.NextBytes(bytes);

        Assert.Equal(
            [
                11_091_344_671_253_066_420UL,
                13_793_997_310_169_335_082UL,
                1_900_383_378_846_508_768UL,
                7_684_712_102_626_143_532UL,
            ],
            bytes.Chunk(8).Select(b => BitConverter.ToUInt64(b))
        );
    }

    [Fact]
    public void Errors_Names_AreInOrdinalOrder()
    {
        var loop = Loops.Create();

        var unfinished = Assert.Throws<UnfinishedWorkException>(() =>
            loop.Run(() =>
            {
                foreach (var name in new[] { "b", "ä", "a", "B", "c", "A" })
                {
                    loop.ActivityStarted(name);
                }

                loop.ActivityEnded("c");
                return Task.CompletedTask;
            })
        );

        Assert.Equal(["A", "B", "a", "b", "ä"], unfinished.Activities);
    }
}
