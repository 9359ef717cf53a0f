using System.Diagnostics;
using MigSim.Experiments.Input;

namespace MigSim.Experiments.Tests.Input;

public sealed class SpeedProbe
{
    [Fact]
    public void Speed()
    {
        string v(string unit) =>
            string.Join(',', Enumerable.Range(1, 10).Select(i => $"{i} {unit}"));
        for (int k = 0; k < 2; k++)
        {
            var w = Stopwatch.StartNew();
            long m = GC.GetTotalMemory(true);
            var s = ScenarioFile.Load(
                Models.PathOf("controlled-failure.yaml"),
                [
                    "script=live-migrate",
                    $"platform.networks.lan.bandwidth=[{v("Gbit/s")}]",
                    $"machines.x0.memory=[{string.Join(",", Enumerable.Range(1, 10).Select(i => $"{i * 16} MiB"))}]",
                    $"failure.at=[{v("s")}]",
                    "probe.timeout=[1 s,2 s,3 s,4 s,5 s,6 s,7 s,8 s,9 s,10 s]",
                ]
            );
            Console.WriteLine(
                $"{s.Points.Length} points {w.ElapsedMilliseconds} ms {(GC.GetTotalMemory(true) - m) / s.Points.Length} B/point"
            );
            GC.KeepAlive(s);
        }
    }
}
