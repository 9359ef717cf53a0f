namespace MigSim.Virtualization;

/// <summary>Guest pages that are rewritten equally often, at random.</summary>
/// <param name="Name">What they are called, such as <c>hot</c>.</param>
/// <param name="Pages">How many 4 KiB pages there are, 0 or more.</param>
/// <param name="RewritesPerSecond">How often each one of them is written on average.</param>
public sealed record PageClass(string Name, long Pages, double RewritesPerSecond);
