using MathNet.Numerics.Statistics;

namespace MigSim.Kernel.Tests;

public class RandomStreamsTests
{
    [Fact]
    public void Indexer_SameName_SameStream()
    {
        var streams = new RandomStreams(1);

        Assert.Same(streams["a"], streams["a"]);
        Assert.NotSame(streams["a"], streams["b"]);
    }

    [Fact]
    public void Draw_InAnotherStream_ShiftsNothing()
    {
        var quiet = new RandomStreams(1)["a"];
        var streams = new RandomStreams(1);
        var busy = streams["a"];

        for (var i = 0; i < 100; i++)
        {
            streams[$"b{i % 3}"].NextDouble();
            Assert.Equal(quiet.NextInt64(), busy.NextInt64());
        }
    }

    [Fact]
    public void Draw_OtherNameOrSeed_OtherNumbers()
    {
        var first = new HashSet<long>();
        for (var seed = 0UL; seed < 100; seed++)
        {
            for (var name = 0; name < 100; name++)
            {
                Assert.True(first.Add(new RandomStreams(seed)[$"{name}"].NextInt64()));
            }
        }
    }

    [Fact]
    public void NextDouble_ManyDraws_IsUniform()
    {
        var random = new RandomStreams(3)["uniform"];
        var samples = new RunningStatistics();
        var buckets = new int[16];
        for (var i = 0; i < 160_000; i++)
        {
            var value = random.NextDouble();
            samples.Push(value);
            buckets[(int)(value * 16)]++;
        }

        Assert.InRange(samples.Mean, 0.5 - 0.003, 0.5 + 0.003);
        Assert.InRange(samples.Variance, (1 / 12.0) - 0.001, (1 / 12.0) + 0.001);
        Assert.InRange(samples.Minimum, 0, 0.001);
        Assert.InRange(samples.Maximum, 0.999, 0.9999999999);
        // 99.99 % of chi square with 15 degrees of freedom.
        Assert.InRange(buckets.Sum(b => Math.Pow(b - 10_000, 2) / 10_000), 0, 44.3);
    }

    [Fact]
    public void Next_Limits_AreKeptAndReached()
    {
        var random = new RandomStreams(3)["limits"];
        var seen = new SortedSet<int>();
        for (var i = 0; i < 1000; i++)
        {
            seen.Add(random.Next(-2, 3));
        }

        Assert.Equal([-2, -1, 0, 1, 2], seen);
        Assert.Equal(7, random.Next(7, 7));
        Assert.InRange(
            random.NextInt64(long.MinValue, long.MaxValue),
            long.MinValue,
            long.MaxValue
        );
        Assert.InRange(random.Next(), 0, int.MaxValue - 1);
        Assert.InRange(random.NextSingle(), 0f, 0.99999994f);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(-1));
    }

    [Fact]
    public void NextBytes_AnyLength_IsTheSameForArrayAndSpan()
    {
        for (var length = 0; length < 20; length++)
        {
            var array = new byte[length];
            Span<byte> span = new byte[length];
            new RandomStreams(1)["bytes"].NextBytes(array);
            new RandomStreams(1)["bytes"].NextBytes(span);
            Assert.Equal(array, span.ToArray());
        }
    }
}
