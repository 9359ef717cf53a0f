namespace MigSim.Reporting.Folders;

/// <summary>Watches how a journal grows that another process writes, perhaps on another machine.</summary>
/// <param name="path">The journal; it may not be there yet.</param>
public sealed class JournalTail(string path)
{
    private readonly List<byte> _begun = [];
    private long _read;

    /// <summary>Gets how many runs it has, as far as it was read.</summary>
    public int RunCount { get; private set; }

    /// <summary>Gets whether its last line says that all runs have been made.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads what was written since.</summary>
    public void Read()
    {
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            if (file.Length < _read)
            {
                // It was begun anew, or a torn line was cut off.
                (_read, RunCount, HasEnded) = (0, 0, false);
                _begun.Clear();
            }

            file.Seek(_read, SeekOrigin.Begin);
            byte[] block = new byte[64 * 1024];
            for (int length = file.Read(block); length > 0; length = file.Read(block))
            {
                _read += length;
                Take(block.AsSpan(0, length));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It will be there, or can be read, later on.
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (byte letter in bytes)
        {
            if (letter != (byte)'\n')
            {
                if (_begun.Count < 16)
                {
                    _begun.Add(letter);
                }

                continue;
            }

            ReadOnlySpan<byte> line = [.. _begun];
            HasEnded = line.StartsWith("{\"ended\":"u8);
            RunCount += line.StartsWith("{\"point\":"u8) ? 1 : 0;
            _begun.Clear();
        }
    }
}
