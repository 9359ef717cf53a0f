namespace MigSim.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--sed 4", "migsim run: there is no option '--sed'; did you mean '--seed'?")]
    [InlineData(
        "--replication=4",
        "there is no option '--replication'; did you mean '--replications'?"
    )]
    [InlineData("--zzzzzzzzz", "migsim run: there is no option '--zzzzzzzzz'")]
    [InlineData("--seed -1", "--seed: '-1' is not a whole number from 0 to 18446744073709551615")]
    [InlineData("--seed 1.5", "--seed: '1.5' is not a whole number")]
    [InlineData("--replications 0", "--replications: '0' is not a whole number from 1 to 1000000")]
    [InlineData("--parallel many", "--parallel: 'many' is not a whole number from 1 to 1024")]
    [InlineData("--format jsn", "--format: 'jsn' is not 'text' or 'json'; did you mean 'json'?")]
    [InlineData("--testbed lab.yaml", "lab.yaml: expected a file, found no file 'lab.yaml'")]
    [InlineData("--dry-run", "--dry-run: a simulation runs no commands on hosts")]
    [InlineData("--set seed", "--set: 'seed' is not path=value")]
    [InlineData("second.yaml", "'second.yaml' is one word too many")]
    [InlineData("--seed 1 --seed 2", "'--seed'")]
    public void Run_WrongOption_OneMessageAndExitCode2(string options, string message)
    {
        using var program = new FakeProgram();

        int exitCode = program.Run(options.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains(message, Assert.Single(program.Errors), StringComparison.Ordinal);
        Assert.Empty(program.Place.Entries);
    }

    [Theory]
    [InlineData("--format jsn", "did you mean 'json'?")]
    [InlineData("-x", "there is no option '-x'")]
    public void Run_WrongOption_MessageEndsThere(string options, string end)
    {
        using var program = new FakeProgram();

        program.Run(options.Split(' '));

        Assert.EndsWith(end, Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UnknownOptionInPlaceOfTheScenario_IsNotTakenForIt()
    {
        using var program = new FakeProgram();

        Assert.Equal(2, program.Invoke("run", "--sed"));
        Assert.Contains("did you mean '--seed'?", program.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SeedsBeyondTheLast_ExitCode2()
    {
        using var program = new FakeProgram();

        Assert.Equal(2, program.Run("--seed", $"{ulong.MaxValue}", "--replications", "2"));
        Assert.Contains("leaves no room", program.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "migsim run: SCENARIO is missing; see migsim run --help")]
    [InlineData(
        "rnu fake.yaml",
        "migsim: there is no command 'rnu'; the commands are run, compare, report, predict, validate, calibrate, lab, schema; did you mean 'run'?"
    )]
    [InlineData("", "migsim: a command is missing; see migsim --help")]
    public void Invoke_Incomplete_SaysWhatIsMissing(string arguments, string message)
    {
        using var program = new FakeProgram();

        int exitCode = program.Invoke(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, exitCode);
        Assert.Equal([message], program.Errors);
    }

    [Fact]
    public void Help_OfRun_NamesEveryOption()
    {
        using var program = new FakeProgram();

        Assert.Equal(0, program.Invoke("run", "--help"));
        Assert.All(
            [
                "SCENARIO",
                "--testbed",
                "--seed",
                "--replications",
                "--set",
                "--parallel",
                "--keep",
                "--output",
                "--format",
            ],
            word => Assert.Contains(word, program.Output, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("0.1.0+c83eb18", "0.1.0", "c83eb18")]
    [InlineData("0.1.0", "0.1.0", "unknown")]
    public void Parse_InformationalVersion_VersionAndCommit(
        string text,
        string version,
        string commit
    ) => Assert.Equal(new ProgramVersion(version, commit), ProgramVersion.Parse(text));
}
