using System.Text;
using CsCheck;
using MigSim.Experiments.Input;

namespace MigSim.Experiments.Tests.Input;

/// <summary>No text makes the reader fail in another way than with an error of the input.</summary>
public sealed class FuzzTests
{
    private const int Mutations = 1_000;

    private static readonly string[] Pieces =
    [
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        "- ",
        "&a ",
        "*a",
        "!!int ",
        "\"",
        "'",
        "|\n",
        ">\n",
        "#",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "? ",
        "\t",
        "\n",
        "\r",
        "\0",
        "\u0085",
        "\uFEFF",
        "\uD83D",
        "0",
        "-1",
        "1e400",
        ".inf",
        "~",
        "null",
        "true",
        "9999999999999999999999",
        "1 h",
        "5 ns",
        "extends: ",
        "set: ",
        "<<: ",
        "*",
        "..",
        "/",
        "x0",
        "node0",
        "platform",
        "GiB",
        " ",
        "  ",
    ];

    [Fact]
    public void A_changed_scenario_is_read_or_refused()
    {
        using var folder = new InputFolder();
        Changed(InputFolder.Valid)
            .Sample(text => Read(folder, InputFolder.Scenario, text), iter: Mutations, threads: 1);
    }

    [Fact]
    public void A_changed_profile_is_read_or_refused()
    {
        using var folder = new InputFolder();
        string file = "platforms/three-nodes-gigabit.yaml";
        Changed(File.ReadAllText(folder.PathOf(file)))
            .Sample(text => Read(folder, file, text), iter: Mutations, threads: 1);
    }

    [Fact]
    public void A_changed_value_of_the_command_line_is_read_or_refused()
    {
        using var folder = new InputFolder();
        Gen.OneOf(
                Changed("machines.x0.memory=[128 MiB, 256 MiB]"),
                Changed("platform.hosts.node0.lan={ address: 192.168.1.77 }"),
                Changed("machines.*.workload.writes.hot.pages=5")
            )
            .Sample(set => Refused(() => folder.Load(set)), iter: Mutations, threads: 1);
    }

    private static void Read(InputFolder folder, string file, string text)
    {
        folder.Write(file, text);
        Refused(() => folder.Load());
    }

    private static void Refused(Action load)
    {
        try
        {
            load();
        }
        catch (InputException exception)
        {
            Assert.NotEmpty(exception.Errors);
            Assert.All(exception.Errors, error => Assert.DoesNotContain('\n', error.ToString()));
        }
    }

    /// <summary>Cuts, doubles and inserts a few pieces of a text.</summary>
    private static Gen<string> Changed(string text) =>
        Gen.Select(
                Gen.Int[0, text.Length],
                Gen.Int[0, 3],
                Gen.Int[0, 12],
                Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index])
            )
            .List[1, 6]
            .Select(changes =>
            {
                var changed = new StringBuilder(text);
                foreach ((int at, int what, int length, string piece) in changes)
                {
                    Change(changed, Math.Min(at, changed.Length), what, length, piece);
                }

                return changed.ToString();
            });

    private static void Change(StringBuilder text, int at, int what, int length, string piece)
    {
        int end = Math.Min(at + length, text.Length);
        string cut = text.ToString(at, end - at);
        switch (what)
        {
            case 0:
                text.Remove(at, end - at);
                break;
            case 1:
                text.Insert(at, cut);
                break;
            case 2:
                text.Remove(at, end - at).Insert(at, piece);
                break;
            default:
                text.Insert(at, piece);
                break;
        }
    }
}
