using MigSim.Experiments.Running;

namespace MigSim.Reporting.Folders;

/// <summary>The journal of a study while its runs are made: a line for each that has ended.</summary>
/// <remarks>
/// Lines are written in batches: what a killed process had not written yet is run again. One process writes a journal: a lock beside
/// it says so.
/// </remarks>
public sealed class RunJournal : IDisposable
{
    private const int BatchBytes = 256 * 1024;
    private static readonly TimeSpan s_batchMax = TimeSpan.FromSeconds(1);

    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly MemoryStream _batch = new();
    private long _writtenAt;

    private RunJournal(FileStream @lock, FileStream file)
    {
        _lock = @lock;
        _file = file;
    }

    /// <summary>Opens a journal, and begins it if there is none; a line that was not written to its end is cut off.</summary>
    /// <exception cref="IOException">It cannot be written, or another process writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static RunJournal Open(string path, StudyIdentity study)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        FileStream @lock = Lock(path);
        try
        {
            var file = new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    BufferSize = 0,
                }
            );
            file.SetLength(EndOfLastLine(file));
            file.Seek(0, SeekOrigin.End);
            var journal = new RunJournal(@lock, file);
            if (file.Length == 0)
            {
                JournalLines.WriteStudy(journal._batch, study);
                journal.EndLine();
                journal.Write();
            }

            return journal;
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Deletes a journal, so that it begins anew.</summary>
    /// <exception cref="IOException">It cannot be deleted, or another process writes it.</exception>
    public static void Delete(string path)
    {
        if (File.Exists(path))
        {
            using FileStream taken = Lock(path);
            File.Delete(path);
        }
    }

    /// <summary>Adds a run.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(RunRecord run)
    {
        JournalLines.WriteRun(_batch, run);
        EndLine();
        if (
            _batch.Length > BatchBytes
            || Environment.TickCount64 - _writtenAt > s_batchMax.TotalMilliseconds
        )
        {
            Write();
        }
    }

    /// <summary>Notes that all runs of a shard have been made.</summary>
    /// <param name="failed">How many of them failed, and are not in the journal.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void End(int failed)
    {
        JournalLines.WriteEnd(_batch, failed);
        EndLine();
        Write();
    }

    /// <summary>Writes what was added.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write()
    {
        byte[] lines = _batch.ToArray();
        _batch.SetLength(0);
        _file.Write(lines);
        _writtenAt = Environment.TickCount64;
    }

    /// <summary>Closes the journal; what was not written is lost.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _batch.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string journal)
    {
        string path = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(journal))!,
            $".{Path.GetFileName(journal)}.lock"
        );
        try
        {
            return new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Write,
                    Share = FileShare.None,
                    Options = FileOptions.DeleteOnClose,
                }
            );
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException($"another process is writing its journal ({e.Message})", e);
        }
    }

    private static long EndOfLastLine(FileStream file)
    {
        byte[] block = new byte[64 * 1024];
        for (long end = file.Length; end > 0; )
        {
            int length = (int)Math.Min(block.Length, end);
            file.Seek(end - length, SeekOrigin.Begin);
            file.ReadExactly(block, 0, length);
            int last = block.AsSpan(0, length).LastIndexOf((byte)'\n');
            if (last >= 0)
            {
                return end - length + last + 1;
            }

            end -= length;
        }

        return 0;
    }

    private void EndLine() => _batch.WriteByte((byte)'\n');
}
