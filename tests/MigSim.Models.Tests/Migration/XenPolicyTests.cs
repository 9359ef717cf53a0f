using MigSim.Models.Migration;

namespace MigSim.Models.Tests.Migration;

/// <summary>The constants of xen-project/xen, tools/libxc/xc_domain_save.c.</summary>
public sealed class XenPolicyTests
{
    [Theory]
    [InlineData(28, 1000, 0, 2000, false)]
    [InlineData(29, 1000, 0, 2000, true)]
    [InlineData(2, 49, 0, 2000, true)]
    [InlineData(2, 50, 0, 2000, false)]
    [InlineData(2, 20, 30, 2000, false)]
    [InlineData(2, 20, 29, 2000, true)]
    [InlineData(2, 1000, 0, 30_000, false)]
    [InlineData(2, 1000, 0, 30_001, true)]
    public void ShallStop_AtTheLimits_OnlyBeyond(
        int iteration,
        long sent,
        long skipped,
        long sentTotal,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            XenPolicy.Legacy.ShallStop(new(iteration, sent, skipped, sentTotal, 10_000))
        );
}
