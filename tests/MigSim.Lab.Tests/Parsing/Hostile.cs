using System.Globalization;
using CsCheck;
using MigSim.Lab.Parsing;

namespace MigSim.Lab.Tests.Parsing;

/// <summary>Damages transcripts: a parser may refuse them, but may not take them for whole.</summary>
internal static class Hostile
{
    /// <summary>Cuts a text off after every character.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="parse">The parser.</param>
    /// <param name="isHonest">
    /// Whether a result, of so many characters, is either the whole one or says that it is not.
    /// </param>
    public static void CutEverywhere<T>(
        string text,
        Func<string, T> parse,
        Func<T, int, bool> isHonest
    )
    {
        for (int length = 0; length < text.Length; length++)
        {
            if (TryParse(text[..length], parse, out T? result))
            {
                Assert.True(
                    isHonest(result!, length),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{length} of {text.Length} characters were taken for {result}"
                    )
                );
            }
        }
    }

    /// <summary>Replaces, removes and doubles bytes and lines; only one exception may come of it.</summary>
    public static void Mutate<T>(string text, Func<string, T> parse)
    {
        Gen<string> damaged = Gen.Select(
            Gen.Int[0, text.Length - 1],
            Gen.OneOf(Gen.Char, Gen.Char[' ', '~'], Gen.Char['0', '9'], Gen.Const('\n')),
            Gen.Int[0, 5],
            Gen.Int[0, 40],
            (at, with, kind, length) => Damage(text, at, with, kind, length)
        );
        damaged.Sample(
            hostile =>
            {
                TryParse(hostile, parse, out _);
            },
            iter: 3000,
            threads: 1
        );
    }

    private static string Damage(string text, int at, char with, int kind, int length)
    {
        int end = Math.Min(at + length, text.Length);
        return kind switch
        {
            0 => text[..at] + with + text[(at + 1)..],
            1 => text[..at] + with + text[at..],
            2 => text[..at] + text[end..],
            3 => text[..end] + text[at..],
            4 => text[..at] + new string('9', length) + text[at..],
            _ => text[..at] + '\n' + text[end..],
        };
    }

    private static bool TryParse<T>(string text, Func<string, T> parse, out T? result)
    {
        try
        {
            result = parse(text);
            return true;
        }
        catch (TranscriptException exception)
        {
            Assert.True(exception.LineNumber >= 0);
            Assert.NotEmpty(exception.Tool);
            Assert.NotEmpty(exception.Expected);
            result = default;
            return false;
        }
    }
}
