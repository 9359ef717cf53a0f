namespace MigSim.Lab.Checking;

/// <summary>A program that a lab needs.</summary>
/// <param name="Program">Its name, or its path if it is in no search path.</param>
/// <param name="Package">Debian's package of it.</param>
public sealed record RequiredTool(string Program, string Package)
{
    /// <summary>Gets the program's name without its directory.</summary>
    public string Name => Path.GetFileName(Program);
}
