using MigSim.Lab.Shell;

namespace MigSim.Lab.XenNested;

/// <summary>Reads the scripts and sources that are part of the program.</summary>
internal static class NestedScript
{
    private const string Prefix = "xen-nested/";

    /// <summary>Gets the names of all of them, in order.</summary>
    public static IEnumerable<string> Names =>
        typeof(NestedScript)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal);

    /// <summary>Gets the text of one.</summary>
    public static string Read(string name)
    {
        using Stream stream =
            typeof(NestedScript).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"No file {name} is part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Makes the command that runs a script.</summary>
    public static RemoteCommand Command(string name, TimeSpan timeout, params string[] arguments) =>
        new("sh", Words(name, arguments), timeout);

    /// <summary>Gets the arguments with which <c>sh</c> runs a script.</summary>
    public static string[] Words(string name, params string[] arguments) =>
        ["-c", Read(name), name, .. arguments];
}
