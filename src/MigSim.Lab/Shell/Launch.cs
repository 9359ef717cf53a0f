namespace MigSim.Lab.Shell;

/// <summary>The local program that carries a command to its host.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="IsSsh">Whether exit code 255 may mean that the host was not reached.</param>
internal sealed record Launch(IReadOnlyList<string> Words, bool IsSsh);
