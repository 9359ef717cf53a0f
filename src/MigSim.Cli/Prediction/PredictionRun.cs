using System.Text;
using MigSim.Calibration.Cases;
using MigSim.Calibration.Profiles;
using MigSim.Calibration.Promotion;
using MigSim.Cli.Output;
using MigSim.Cli.Running;
using MigSim.Experiments.Input;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Prediction;

/// <summary>One call of <c>migsim predict</c>: reads, predicts and writes, block by block.</summary>
internal sealed class PredictionRun(
    CliEnvironment environment,
    string cases,
    string? profile,
    string? output
)
{
    private const int BlockRows = 8192;
    private int _line;
    private bool _anyBad;
    private RangeWatch? _watch;

    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        using var interruption = new Interruption();
        PredictionProfile known = profile is null
            ? PredictionProfile.None
            : PredictionProfile.Load(profile);
        using FileStream stream = Open();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string? first = reader.ReadLine();
        _line = 1;
        CaseHeader header = ReadHeader(first ?? "");
        var block = new CaseBlock(new CaseReader(header, known), BlockRows);
        _watch = known.Stamp is { } stamp ? new RangeWatch(header, stamp) : null;
        if (output is null)
        {
            Predict(
                reader,
                $"{first},{CaseHeader.ResultColumns}",
                block,
                environment.Output,
                null,
                interruption.Token
            );
        }
        else
        {
            WriteFile(output, reader, $"{first},{CaseHeader.ResultColumns}", block);
        }

        foreach (string warning in _watch?.Warnings ?? [])
        {
            environment.Error.WriteLine(warning);
        }

        return _anyBad ? ExitCode.InputWrong : ExitCode.Done;

        void WriteFile(string path, StreamReader rows, string head, CaseBlock blocks) =>
            OutputException.Guard(
                path,
                ExitCode.InputWrong,
                () =>
                {
                    StagedFile.Write(
                        path,
                        file =>
                        {
                            using var writer = new StreamWriter(file, bufferSize: 1 << 16);
                            ProgressDisplay.Show(
                                environment,
                                Path.GetFileName(cases),
                                new StatusLine(),
                                progress =>
                                    Predict(
                                        rows,
                                        head,
                                        blocks,
                                        writer,
                                        progress,
                                        interruption.Token
                                    )
                            );
                        }
                    );
                    return true;
                }
            );
    }

    private void Predict(
        StreamReader reader,
        string head,
        CaseBlock block,
        TextWriter writer,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        writer.Write(head);
        writer.Write('\n');
        bool goesOn = true;
        while (goesOn)
        {
            cancellationToken.ThrowIfCancellationRequested();
            goesOn = Fill(reader, block);
            block.Predict();
            foreach (string result in block.Results)
            {
                writer.Write(result);
                writer.Write('\n');
            }

            Report(block);
            Stream stream = reader.BaseStream;
            progress?.Report((double)stream.Position / Math.Max(1, stream.Length));
        }
    }

    private bool Fill(StreamReader reader, CaseBlock block)
    {
        block.Clear();
        while (!block.IsFull)
        {
            if (reader.ReadLine() is not { } line)
            {
                return false;
            }

            _line++;
            if (line.Length > 0)
            {
                block.Add(_line, line);
                _watch?.Look(line);
            }
        }

        return true;
    }

    private void Report(CaseBlock block)
    {
        foreach ((int line, CaseProblem problem) in block.Problems)
        {
            _anyBad = true;
            environment.Error.WriteLine(problem.At(cases, line));
        }
    }

    private CaseHeader ReadHeader(string line)
    {
        var problems = new List<CaseProblem>();
        return CaseHeader.Read(line, problems)
            ?? throw new InputException([
                .. problems.Select(problem => new InputError(
                    cases,
                    1,
                    problem.Letter,
                    problem.Expected,
                    problem.Found,
                    problem.Nearest
                )),
            ]);
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(cases, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string found = File.Exists(cases) || Directory.Exists(cases) ? e.Message : "no such";
            throw new InputException([
                new InputError(cases, 0, 0, "a file that can be read", found),
            ]);
        }
    }
}
