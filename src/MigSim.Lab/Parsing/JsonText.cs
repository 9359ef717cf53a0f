using System.Text;
using System.Text.Json;

namespace MigSim.Lab.Parsing;

/// <summary>Tells JSON that somebody could not write to its end from what is no JSON.</summary>
internal static class JsonText
{
    /// <summary>Tells whether a text is the beginning of an object and not all of it.</summary>
    public static bool IsCutOff(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
        try
        {
            while (reader.Read()) { }

            return reader.CurrentDepth > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
