using MigSim.Experiments.Input;

namespace MigSim.Experiments.Tests.Input;

/// <summary>
/// Every wrong input is refused with its file, line, column and the nearest valid name.
/// </summary>
public sealed class BadInputTests
{
    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (BadInput input in BadInputs.All)
            {
                names.Add(input.Name);
            }

            return names;
        }
    }

    [Fact]
    public void The_input_that_the_others_are_made_of_is_valid()
    {
        using var folder = new InputFolder();
        Assert.Equal(2, folder.Load().Points.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_input_is_refused(string name)
    {
        BadInput input = BadInputs.All.Single(input => input.Name == name);
        using var folder = new InputFolder();
        folder.Replace(input.File, input.Old, input.New);
        (string place, string text) = PlaceOf(folder, input);
        folder.Write(input.PointsIn ?? input.File, text);
        InputError error = folder.LoadWrong().Errors[0];
        string message = input.Message.Replace("{root}", Path.GetDirectoryName(folder.PathOf("x")));
        Assert.Equal($"{place}: {message}", error.ToString());
        Assert.Equal(message.Contains("did you mean"), error.Nearest is not null);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_in_their_order()
    {
        using var folder = new InputFolder();
        folder.Replace(InputFolder.Scenario, "memory: 128 MiB", "memroy: 128 MiB");
        folder.Replace(InputFolder.Scenario, "at: 18 s", "at: 18");
        folder.Replace(InputFolder.Scenario, "count: 3000", "count: 0");
        folder.Replace(InputFolder.Scenario, "metric: probe.lost", "metric: probe.lots");
        folder.Replace("heartbeat/default.yaml", "deadtime: 5 s", "deadtime: 2 s");
        IEnumerable<string> lines = folder
            .LoadWrong()
            .Errors.Select(error => $"{Path.GetFileName(error.File)}:{error.Line}");
        Assert.Equal(
            [
                "scenario.yaml:5",
                "scenario.yaml:11",
                "scenario.yaml:12",
                "scenario.yaml:15",
                "default.yaml:6",
            ],
            lines
        );
    }

    [Fact]
    public void A_missing_scenario_is_named_with_the_nearest_one()
    {
        using var folder = new InputFolder();
        InputException exception = Assert.Throws<InputException>(() =>
            ScenarioFile.Load(folder.PathOf("scenari.yaml"), [])
        );
        Assert.Equal("scenario.yaml", exception.Errors[0].Nearest);
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("# only a comment\n", "nothing")]
    [InlineData("- a\n", "a list")]
    [InlineData("text", "'text'")]
    public void A_file_without_fields_is_refused(string text, string found)
    {
        using var folder = new InputFolder();
        folder.Write(InputFolder.Scenario, text);
        Assert.Equal(found, folder.LoadWrong().Errors.Single().Found);
    }

    [Fact]
    public void A_file_that_is_too_long_or_no_text_is_refused()
    {
        using var folder = new InputFolder();
        folder.Write(InputFolder.Scenario, new string('#', (1 << 20) + 1));
        Assert.Equal("a file of at most 1 MiB", folder.LoadWrong().Errors.Single().Expected);
        File.WriteAllBytes(folder.PathOf(InputFolder.Scenario), [0x61, 0xff, 0xfe]);
        Assert.Equal("text in UTF-8", folder.LoadWrong().Errors.Single().Expected);
    }

    [Fact]
    public void Files_that_extend_each_other_in_a_circle_are_refused()
    {
        using var folder = new InputFolder();
        folder.Write("workloads/idle.yaml", "extends: web.yaml\n");
        folder.Write("workloads/web.yaml", "extends: idle.yaml\n");
        Assert.Contains("'web.yaml' extends itself", folder.LoadWrong().Message);
    }

    [Fact]
    public void A_chain_of_more_than_eight_files_is_refused()
    {
        using var folder = new InputFolder();
        for (int i = 0; i < 9; i++)
        {
            string below = i == 8 ? "idle" : $"w{i + 1}";
            folder.Write($"workloads/w{i}.yaml", $"extends: {below}.yaml\n");
        }

        folder.Replace(InputFolder.Scenario, "workloads/idle", "workloads/w0");
        Assert.Contains("more than 8 files extend each other", folder.LoadWrong().Message);
        folder.Replace(InputFolder.Scenario, "workloads/w0", "workloads/w2");
        Assert.Equal("w2", folder.Load().Points[0].Machines[1].Spec.Workload.Name);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        using var folder = new InputFolder();
        folder.Write(InputFolder.Scenario, $"a: {new string('[', 100_000)}");
        Assert.Equal("at most 32 levels", folder.LoadWrong().Errors.Single().Expected);
    }

    /// <summary>Finds the marked place, and the text without the mark.</summary>
    private static (string Place, string Text) PlaceOf(InputFolder folder, BadInput input)
    {
        string path = folder.PathOf(input.PointsIn ?? input.File);
        string text = File.ReadAllText(path);
        bool isMarked = input.PointsTo is null;
        int at = text.IndexOf(
            isMarked ? $"{BadInput.Mark}" : input.PointsTo!,
            StringComparison.Ordinal
        );
        Assert.True(at >= 0, "The place is not marked.");
        string before = text[..at];
        int line = before.Count(letter => letter == '\n') + 1;
        int column = at - before.LastIndexOf('\n');
        return ($"{path}:{line}:{column}", isMarked ? text.Remove(at, 1) : text);
    }
}
