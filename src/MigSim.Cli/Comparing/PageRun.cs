using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using MigSim.Cli.Running;
using MigSim.Experiments.Input;
using MigSim.Reporting.Folders;
using MigSim.Reporting.Pages;

namespace MigSim.Cli.Comparing;

/// <summary>One call of <c>migsim report</c>: reads runs and makes a page of them.</summary>
internal sealed class PageRun(
    CliEnvironment environment,
    ImmutableArray<string> names,
    string? output
)
{
    /// <summary>A page of more runs than this takes a browser too long.</summary>
    private const int RunsMax = 100;

    private const string PageName = "report.html";

    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        ImmutableArray<string> folders =
        [
            .. names.SelectMany(name => StoredRuns.Find(name)).Distinct(),
        ];
        if (folders.Length > RunsMax)
        {
            throw new InputException([
                new InputError(names[0], 0, 0, "", "")
                {
                    Problem =
                        $"these are {folders.Length} runs; a page holds {RunsMax}: name fewer, or compare sets of them",
                },
            ]);
        }

        ImmutableArray<StoredRun> runs = [.. folders.Select(StoredRuns.Read)];
        string path = PagePath();
        OutputException.Guard(
            path,
            ExitCode.InputWrong,
            () =>
            {
                Write(path, runs);
                return true;
            }
        );
        environment.Output.WriteLine(path);
        return ExitCode.Done;
    }

    private string PagePath()
    {
        if (output is not null)
        {
            return output.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
                ? output
                : Path.Combine(output, PageName);
        }

        return names is [var only] && Directory.Exists(only)
            ? Path.Combine(only, PageName)
            : PageName;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(string path, ImmutableArray<StoredRun> runs)
    {
        string page = RunPage.Of(runs);
        CreatedParents.Of(Path.GetDirectoryName(Path.GetFullPath(path))!);
        StagedFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
    }
}
