using System.Diagnostics;
using System.Text;
using CsCheck;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Tests.Shell;

public sealed class PosixQuotingTests
{
    private const string Special = "'\"\\$`\n\r\t -!*~#(){}[]<>|&;%=?\u001b";

    private static readonly string[] Odd =
    [
        "",
        "--",
        "-n",
        "$(false)",
        "`false`",
        "'; false; '",
        "a\n",
        "\n",
        "\\",
    ];

    private static readonly Gen<char> Letter = Gen.OneOf(
        Gen.Int[0, Special.Length - 1].Select(index => Special[index]),
        Gen.Char['a', 'z'],
        Gen.Char['\u0001', '\ud7ff']
    );

    private static readonly Gen<string> Word = Gen.OneOf(
        Letter.Array[0, 12].Select(letters => new string(letters)),
        Letter.Array[0, 6].Select(letters => "-" + new string(letters)),
        Gen.Int[0, Odd.Length - 1].Select(index => Odd[index])
    );

    [Fact]
    public void Join_AnyWords_AreWhatARealShellSees() =>
        Word.Array[1, 40]
            .Sample(
                words =>
                {
                    string script = "printf '%s\\0' " + PosixQuoting.Join(words);
                    byte[] expected = Encoding.UTF8.GetBytes(string.Join('\0', words) + '\0');
                    Assert.Equal(expected, RunShell(script));
                },
                iter: 100,
                threads: 1
            );

    [Fact]
    public void Quote_Nul_Throws() =>
        Assert.Throws<ArgumentException>(() => PosixQuoting.Quote("a\0b"));

    private static byte[] RunShell(string script)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using Process process = Process.Start(start)!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        Assert.True(process.WaitForExit(10_000));
        return output.ToArray();
    }
}
