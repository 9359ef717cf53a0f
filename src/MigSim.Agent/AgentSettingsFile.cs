using System.Text.Json;
using MigSim.Lab.Agents;

namespace MigSim.Agent;

/// <summary>Reads the file of the agent's settings.</summary>
internal static class AgentSettingsFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; the message says why.</exception>
    public static AgentSettings Read(string path)
    {
        try
        {
            byte[] text = File.ReadAllBytes(path);
            AgentSettings settings =
                JsonSerializer.Deserialize(text, AgentJson.Default.AgentSettings)
                ?? throw new InvalidDataException($"{path}: expected settings, found null");
            return settings.Members.Contains(settings.Self)
                ? settings
                : throw new InvalidDataException($"{path}: '{settings.Self}' is no member");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{path}, line {exception.LineNumber + 1}: {exception.Message}",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }
}
