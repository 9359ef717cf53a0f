using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace MigSim.Golden.Tests;

/// <summary>Every note runs by itself, prints what it printed before, and draws.</summary>
public sealed class NotebookTests : IDisposable
{
    private const int LinesMax = 100;
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("migsim-note-");

    private static string Notes { get; } = Path.Combine(GoldenTests.Root(), "notebooks");

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateFiles(Notes, "*.cs")
                .Select(path => Path.GetFileNameWithoutExtension(path)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Note_RunFromAnotherFolder_PrintsTheExpectedTextAndDraws(string name)
    {
        string pictures = Path.Combine(Notes, "out");
        if (Directory.Exists(pictures))
        {
            foreach (string old in Directory.EnumerateFiles(pictures, $"{name[..3]}-*"))
            {
                File.Delete(old);
            }
        }

        BufferedCommandResult result = await CliWrap
            .Cli.Wrap(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            .WithArguments([
                "run",
                "--configuration",
                Configuration(),
                Path.Combine(Notes, name + ".cs"),
            ])
            .WithWorkingDirectory(_elsewhere.FullName)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        string path = Path.Combine(GoldenTests.Expected, "notebooks", name + ".txt");
        if (Environment.GetEnvironmentVariable("MIGSIM_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(
                path,
                result.StandardOutput,
                TestContext.Current.CancellationToken
            );
        }

        Assert.True(File.Exists(path), "nothing is expected yet; MIGSIM_UPDATE_GOLDEN=1 writes it");
        Assert.Equal(
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            result.StandardOutput
        );
        string[] drawn = Directory.GetFiles(pictures, $"{name[..3]}-*.svg");
        Assert.NotEmpty(drawn);
        Assert.All(
            drawn,
            svg => Assert.Contains("</svg>", File.ReadAllText(svg), StringComparison.Ordinal)
        );
        Assert.Empty(_elsewhere.GetFileSystemInfos());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Note_EveryOne_IsShortAndListed(string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Notes, name + ".cs"));

        Assert.True(lines.Length <= LinesMax, $"{lines.Length} lines");
        Assert.Contains(lines, line => line.StartsWith("// Question: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("// Answer: ", StringComparison.Ordinal));
        Assert.Contains(
            $"]({name}.cs)",
            File.ReadAllText(Path.Combine(Notes, "README.md")),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _elsewhere.Delete(recursive: true);

    // That of this program, so that what a note references is built already.
    private static string Configuration() =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)) == "release"
            ? "Release"
            : "Debug";
}
