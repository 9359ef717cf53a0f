using System.Text;
using CsCheck;

namespace MigSim.Lab.Tests.Fuzz;

/// <summary>
/// Words that somebody may take for something else; <c>CANARY</c> stands for a file that nobody may
/// make.
/// </summary>
internal static class HostileWords
{
    private static readonly string[] Pieces =
    [
        "'",
        "\"",
        "\\",
        "$(touch CANARY)",
        "`touch CANARY`",
        "; touch CANARY;",
        "| touch CANARY",
        "&& touch CANARY",
        "\ntouch CANARY\n",
        "\r",
        "\t",
        " ",
        "-",
        "--",
        "-oProxyCommand=touch CANARY",
        "$HOME",
        "${IFS}",
        "*",
        "~",
        "#",
        "!",
        "%h",
        "%%",
        "=",
        "../",
        "/",
        ",",
        "@",
        ":",
        "[",
        "é",
        "\u202e",
        "\u2028",
        "😀",
        "\ud83d",
        "\udc00",
        "\0",
        "\u0007",
        "\u001b[2J",
        "x0",
        "0",
        "12",
        "Domain-0",
        "--incoming",
        "--migratedaway",
    ];

    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.Int[0, Pieces.Length - 1]
            .Select(index => Pieces[index])
            .Array[0, 6]
            .Select(string.Concat),
        Gen.Char['\u0001', '\uffff'].Array[0, 8].Select(letters => new string(letters))
    );

    public static string[] Sample(int count)
    {
        string[]? sample = null;
        Word.Array[count].Sample(words => sample = words, iter: 1, threads: 1);
        return sample!;
    }

    public static bool IsArgument(string word) =>
        !word.Contains('\0', StringComparison.Ordinal)
        && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(word)) == word;
}
