using System.CommandLine;
using System.CommandLine.Parsing;
using MigSim.Experiments.Input;

namespace MigSim.Cli.Commands;

/// <summary>What is wrong with a command line, with the valid word that was probably meant.</summary>
internal static class CommandLineMistakes
{
    /// <summary>Lists the mistakes, one message each; empty if the command can run.</summary>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        string[] unknownOptions =
        [
            .. result
                .Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Where(token => token.Type == TokenType.Argument && IsOption(token.Value))
                .Select(token => token.Value),
        ];
        if (unknownOptions.Length > 0)
        {
            return [.. unknownOptions.Select(token => UnknownOption(result, token))];
        }

        if (result.UnmatchedTokens.Count > 0)
        {
            // What follows the first one may well belong to what was meant by it.
            return [UnknownWord(result, result.UnmatchedTokens[0])];
        }

        return [.. result.Errors.Select(error => Words(result, error))];
    }

    private static string Words(ParseResult result, ParseError error)
    {
        string message =
            error.SymbolResult is ArgumentResult { Tokens.Count: 0 } missing
                ? $"{missing.Argument.Name} is missing"
            : result.CommandResult.Command.Subcommands.Count > 0 ? "a command is missing"
            : error.Message.TrimEnd('.');
        return message.EndsWith('?')
            ? $"{Command(result)}: {message}"
            : $"{Command(result)}: {message}; see {Command(result)} --help";
    }

    private static bool IsOption(string token) =>
        token.Length > 1 && token[0] == '-' && !char.IsAsciiDigit(token[1]);

    private static string UnknownOption(ParseResult result, string token)
    {
        string name = token.Split('=', ':')[0];
        IEnumerable<string> valid = Commands(result.CommandResult)
            .SelectMany(command => command.Options)
            .Where(option => !option.Hidden)
            .SelectMany(option => option.Aliases.Append(option.Name))
            .Where(option => option.StartsWith('-'));
        return $"{Command(result)}: there is no option '{name}'{Hint(name, valid)}";
    }

    private static string UnknownWord(ParseResult result, string token)
    {
        Command command = result.CommandResult.Command;
        return command.Subcommands.Count > 0
            ? $"{Command(result)}: there is no command '{token}'; the commands are "
                + string.Join(", ", command.Subcommands.Select(c => c.Name))
                + Hint(token, command.Subcommands.Select(c => c.Name))
            : $"{Command(result)}: '{token}' is one word too many";
    }

    private static string Hint(string found, IEnumerable<string> valid)
    {
        string? nearest = Nearest.Of(found, valid);
        return nearest is null || found.Length <= 2 ? "" : $"; did you mean '{nearest}'?";
    }

    private static string Command(ParseResult result) =>
        string.Join(
            ' ',
            Commands(result.CommandResult)
                .Reverse()
                .Select(command => command is RootCommand ? "migsim" : command.Name)
        );

    private static IEnumerable<Command> Commands(CommandResult? result)
    {
        for (SymbolResult? symbol = result; symbol is not null; symbol = symbol.Parent)
        {
            if (symbol is CommandResult command)
            {
                yield return command.Command;
            }
        }
    }
}
