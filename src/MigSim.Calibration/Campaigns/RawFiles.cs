using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Campaigns;

/// <summary>
/// The folder <c>raw</c> of a campaign: files as they were measured, which never change, with their
/// checksums in <c>SHA256SUMS</c> as the program <c>sha256sum</c> writes and checks them.
/// </summary>
public static class RawFiles
{
    /// <summary>The file with the checksums.</summary>
    public const string SumsName = "SHA256SUMS";

    /// <summary>Checks that every file is as it was and that none was added or lost.</summary>
    /// <param name="folder">The folder <c>raw</c>.</param>
    /// <returns>The digest of all of them.</returns>
    /// <exception cref="InputException">Every file that is not as it was.</exception>
    public static string Verify(string folder)
    {
        RawFolder.Restore(folder);
        string sums = Path.Combine(folder, SumsName);
        if (!File.Exists(sums))
        {
            const string expected = "the checksums of the raw files";
            throw new InputException([new InputError(sums, 0, 0, expected, "no such file")]);
        }

        ImmutableSortedDictionary<string, string> written = ReadSums(sums);
        ImmutableSortedDictionary<string, string> found = Compute(folder);
        ImmutableArray<InputError> errors =
        [
            .. written
                .Keys.Union(found.Keys)
                .Order(StringComparer.Ordinal)
                .Where(name => written.GetValueOrDefault(name) != found.GetValueOrDefault(name))
                .Select(name => new InputError(
                    Path.Combine(folder, name),
                    0,
                    0,
                    "the raw file as it was measured",
                    !found.ContainsKey(name) ? "no such file"
                        : !written.ContainsKey(name) ? $"a file without a line in {SumsName}"
                        : "another content: its checksum differs"
                )),
        ];
        return errors.IsEmpty ? Digest(File.ReadAllBytes(sums)) : throw new InputException(errors);
    }

    /// <summary>Gets the lines of <c>SHA256SUMS</c> for the files of a folder.</summary>
    public static string Sums(string folder) =>
        string.Concat(Compute(folder).Select(file => $"{file.Value}  {file.Key}\n"));

    /// <summary>Gets the names of the files of a folder but for the checksums, in order.</summary>
    internal static IEnumerable<string> Names(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(name => name != SumsName)
            .Order(StringComparer.Ordinal);

    /// <summary>Gets the digest of some bytes, as manifests have it.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => $"sha256:{Hex(bytes)}";

    private static ImmutableSortedDictionary<string, string> Compute(string folder) =>
        Names(folder)
            .ToImmutableSortedDictionary(
                name => name,
                name => Hex(File.ReadAllBytes(Path.Combine(folder, name))),
                StringComparer.Ordinal
            );

    private static ImmutableSortedDictionary<string, string> ReadSums(string path)
    {
        var sums = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path, Encoding.UTF8).Where(line => line.Length > 0))
        {
            int blank = line.IndexOf("  ", StringComparison.Ordinal);
            if (blank < 0)
            {
                const string expected = "lines of a checksum, two blanks and a name";
                throw new InputException([new InputError(path, 0, 0, expected, $"'{line}'")]);
            }

            sums[line[(blank + 2)..]] = line[..blank];
        }

        return sums.ToImmutable();
    }

    private static string Hex(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes));
}
