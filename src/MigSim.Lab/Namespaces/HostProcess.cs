using System.Globalization;

namespace MigSim.Lab.Namespaces;

/// <summary>The first process of a host.</summary>
internal static class HostProcess
{
    private const int StartField = 19;

    /// <summary>Finds it.</summary>
    /// <param name="file">The file in which it left its number and when it began.</param>
    /// <returns>Its number, or null if it has ended.</returns>
    public static int? Find(string file)
    {
        try
        {
            string[] words = File.ReadAllText(file).Split([' ', '\n']);
            string stat = File.ReadAllText($"/proc/{words[0]}/stat");

            // The name of the program is in brackets and may hold anything.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StartField] == words[1] && fields[0] != "Z"
                ? int.Parse(words[0], CultureInfo.InvariantCulture)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
