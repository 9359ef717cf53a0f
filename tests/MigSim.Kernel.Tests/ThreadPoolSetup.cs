using System.Runtime.CompilerServices;

namespace MigSim.Kernel.Tests;

/// <summary>Keeps threads of the pool free for what the tests do behind the loop's back.</summary>
internal static class ThreadPoolSetup
{
    // Tests run on threads of the pool and block them; on a small machine, a Task.Run or a real
    // timer of a test would wait half a second for the pool to grow.
    [ModuleInitializer]
    internal static void Grow() => ThreadPool.SetMinThreads(16, 16);
}
