using System.Security.Cryptography;
using System.Text;

namespace MigSim.Experiments.Input.Tree;

/// <summary>The files of one scenario; each is read once.</summary>
internal sealed class FileStore
{
    private const int BytesMax = 1 << 20;
    private readonly Dictionary<string, Node?> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly List<string> _scenarios;
    private readonly bool _relative;
    private readonly ErrorList _errors;

    public FileStore(string scenario, ErrorList errors)
    {
        Scenario = Path.GetFullPath(scenario);
        _scenarios = [Scenario];
        _relative = !Path.IsPathRooted(scenario);
        _errors = errors;
        Directory = Path.GetDirectoryName(Scenario) ?? Scenario;
    }

    /// <summary>Gets the scenario's whole path.</summary>
    public string Scenario { get; }

    /// <summary>Gets the scenario's folder.</summary>
    public string Directory { get; }

    /// <summary>Reads the scenario itself.</summary>
    public Node? LoadScenario() => Load(Scenario, SourceKind.Scenario, null);

    /// <summary>Reads a scenario that is extended.</summary>
    public Node? LoadExtendedScenario(string path, Place namedAt)
    {
        Node? node = Load(path, SourceKind.Scenario, namedAt);
        if (node is not null)
        {
            _scenarios.Add(path);
        }

        return node;
    }

    /// <summary>Reads a file that is named at a place.</summary>
    public Node? LoadProfile(string path, Place namedAt) => Load(path, SourceKind.Profile, namedAt);

    /// <summary>Gets the digest of a file that was read, and its path from the scenario.</summary>
    public (string Path, string Digest) Digest(string path) =>
        (Path.GetRelativePath(Directory, path).Replace('\\', '/'), _digests[path]);

    /// <summary>Gets the digests of the scenario and of those that it extends.</summary>
    public IEnumerable<(string Path, string Digest)> ScenarioDigests() => _scenarios.Select(Digest);

    private Node? Load(string path, SourceKind kind, Place? namedAt)
    {
        if (_nodes.TryGetValue(path, out Node? known))
        {
            return known;
        }

        string display = _relative ? Path.GetRelativePath(".", path).Replace('\\', '/') : path;
        string directory = Path.GetDirectoryName(path) ?? path;
        var file = new SourceFile(display, directory, kind);
        string? text = ReadText(path, display, namedAt ?? new Place(file, 0, 0));
        if (text is null)
        {
            // Not kept, so that every place that names the file is reported.
            return null;
        }

        Node? node = YamlTree.Parse(file, Path.GetFileNameWithoutExtension(path), text, _errors);
        _nodes.Add(path, node);
        return node;
    }

    private string? ReadText(string path, string display, Place place)
    {
        if (!File.Exists(path))
        {
            bool isDirectory = System.IO.Directory.Exists(path);
            string found = isDirectory ? $"the folder '{display}'" : $"no file '{display}'";
            _errors.Add(place, "a file", found, isDirectory ? null : NearestFile(path, place));
            return null;
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[BytesMax + 1];
            int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > BytesMax)
            {
                _errors.Add(place, "a file of at most 1 MiB", $"more in '{display}'");
                return null;
            }

            string digest = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, count)));
            _digests[path] = $"sha256:{digest}";
            string text = new UTF8Encoding(false, true).GetString(bytes, 0, count);
            return text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            _errors.Add(place, "text in UTF-8", $"other bytes in '{display}'");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _errors.Add(place, "a file that can be read", $"'{display}': {exception.Message}");
        }

        return null;
    }

    /// <summary>Finds the file of the same folder that was probably meant.</summary>
    private static string? NearestFile(string path, Place place)
    {
        string? folder = Path.GetDirectoryName(path);
        if (!System.IO.Directory.Exists(folder))
        {
            return null;
        }

        IEnumerable<string> names = System
            .IO.Directory.EnumerateFiles(folder, "*.yaml")
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal)
            .Take(1000);
        string? nearest = Nearest.Of(Path.GetFileName(path), names);
        return nearest is null
            ? null
            : Path.GetRelativePath(place.File.Directory, Path.Combine(folder, nearest))
                .Replace('\\', '/');
    }
}
