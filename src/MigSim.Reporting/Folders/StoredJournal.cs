using MigSim.Experiments.Input;
using MigSim.Experiments.Running;

namespace MigSim.Reporting.Folders;

/// <summary>Reads the journals of a study back.</summary>
public static class StoredJournal
{
    /// <summary>Reads the runs of a journal.</summary>
    /// <param name="path">The journal; one that is not there, or has no whole line yet, holds no runs.</param>
    /// <param name="study">The study that it must be of.</param>
    /// <param name="add">Is given every run.</param>
    /// <returns>Whether it says that all runs of its shard have been made.</returns>
    /// <exception cref="InputException">It is of another study, or cannot be read.</exception>
    public static bool Read(string path, StudyIdentity study, Action<RunRecord> add)
    {
        using StreamReader? reader = Open(path);
        if (reader?.ReadLine() is not { } first)
        {
            return false;
        }

        bool hasEnded = false;
        int number = 1;
        string line = first;
        while (true)
        {
            string? next = reader.ReadLine();
            try
            {
                if (number > 1)
                {
                    RunRecord? run = JournalLines.ReadRun(line);
                    hasEnded = run is null;
                    if (run is not null)
                    {
                        add(run);
                    }
                }
                else if (study.DifferenceTo(JournalLines.ReadStudy(line)) is { } difference)
                {
                    throw Wrong(path, 0, $"it is of another study: {difference}");
                }
            }
            catch (FormatException) when (next is null)
            {
                // Its writer was killed, or is still writing.
                return false;
            }
            catch (FormatException e)
            {
                throw Wrong(path, number, e.Message);
            }

            if (next is null)
            {
                return hasEnded;
            }

            line = next;
            number++;
        }
    }

    private static StreamReader? Open(string path)
    {
        try
        {
            return new StreamReader(
                new FileStream(
                    path,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete
                )
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, 0, e.Message);
        }
    }

    private static InputException Wrong(string path, int line, string problem) =>
        new([new InputError(path, line, line > 0 ? 1 : 0, "", "") { Problem = problem }]);
}
