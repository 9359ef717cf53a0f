using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigSim.Architecture.Tests;

/// <summary>Rules about one C# file; each yields what is wrong with it.</summary>
internal static class SourceRules
{
    public const int FileLinesMax = 300;
    public const int MethodLinesMax = 70;
    public const int InterfaceMembersMax = 5;

    public static SyntaxNode Parse(string text) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();

    /// <summary>A file that has grown beyond what one reads at once.</summary>
    public static IEnumerable<string> LongFile(SyntaxNode root)
    {
        int lines = root.GetText().Lines.Count;
        if (lines - 1 > FileLinesMax)
        {
            yield return $"has {lines - 1} lines, at most {FileLinesMax} are allowed";
        }
    }

    /// <summary>Methods, constructors, accessors and local functions that are too long.</summary>
    public static IEnumerable<string> LongMethods(SyntaxNode root)
    {
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax)
            {
                FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(node.Span);
                int lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
                if (lines > MethodLinesMax)
                {
                    yield return $"line {span.StartLinePosition.Line + 1}: a method of {lines} "
                        + $"lines, at most {MethodLinesMax} are allowed";
                }
            }
        }
    }

    /// <summary>Asynchronous code that nobody can await.</summary>
    public static IEnumerable<string> AsyncVoid(SyntaxNode root)
    {
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            (SyntaxTokenList modifiers, TypeSyntax? type) = node switch
            {
                MethodDeclarationSyntax method => (method.Modifiers, method.ReturnType),
                LocalFunctionStatementSyntax local => (local.Modifiers, local.ReturnType),
                _ => (default, null),
            };
            if (modifiers.Any(SyntaxKind.AsyncKeyword) && type?.ToString() == "void")
            {
                yield return $"{Line(node)}: async void";
            }
        }
    }

    /// <summary>State that outlives a run.</summary>
    public static IEnumerable<string> StaticState(SyntaxNode root)
    {
        foreach (
            MemberDeclarationSyntax member in root.DescendantNodes()
                .OfType<MemberDeclarationSyntax>()
        )
        {
            if (!member.Modifiers.Any(SyntaxKind.StaticKeyword))
            {
                continue;
            }

            bool changes = member switch
            {
                FieldDeclarationSyntax field => !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword),
                PropertyDeclarationSyntax property => property.AccessorList?.Accessors.Any(
                    accessor =>
                        accessor.IsKind(SyntaxKind.SetAccessorDeclaration)
                        && accessor.Body is null
                        && accessor.ExpressionBody is null
                )
                    ?? false,
                EventFieldDeclarationSyntax => true,
                _ => false,
            };
            if (changes)
            {
                yield return $"{Line(member)}: static state that can change";
            }
        }
    }

    /// <summary>Identifiers that a project or all shared code must do without.</summary>
    public static IEnumerable<string> Identifiers(SyntaxNode root, params string[] banned) =>
        root.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Where(token => banned.Contains(token.ValueText))
            .Select(token => $"{Line(token.Parent!)}: {token.ValueText}");

    /// <summary>Interfaces with more members than one implements gladly.</summary>
    public static IEnumerable<string> LargeInterfaces(SyntaxNode root) =>
        root.DescendantNodes()
            .OfType<InterfaceDeclarationSyntax>()
            .Where(type => type.Members.Count > InterfaceMembersMax)
            .Select(type => $"{type.Identifier} has {type.Members.Count} members");

    /// <summary>More than one public type, or one that is not called as its file.</summary>
    public static IEnumerable<string> PublicTypes(SyntaxNode root, string fileName)
    {
        BaseTypeDeclarationSyntax[] types =
        [
            .. root.DescendantNodes()
                .OfType<BaseTypeDeclarationSyntax>()
                .Where(type => type.Parent is BaseNamespaceDeclarationSyntax)
                .Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)),
        ];
        if (types.Length > 1)
        {
            yield return $"has {types.Length} public types";
        }

        foreach (BaseTypeDeclarationSyntax type in types)
        {
            if (fileName.Split('.')[0] != type.Identifier.ValueText)
            {
                yield return $"holds {type.Identifier}";
            }
        }
    }

    /// <summary>A namespace that is not the folder.</summary>
    public static IEnumerable<string> Namespace(SyntaxNode root, string expected) =>
        root.DescendantNodes()
            .OfType<BaseNamespaceDeclarationSyntax>()
            .Select(declaration => declaration.Name.ToString())
            .Where(name => name != expected)
            .Select(name => $"is in the namespace {name}, its folder is {expected}");

    /// <summary>Words that mark unfinished work.</summary>
    public static IEnumerable<string> Leftovers(string text)
    {
        string[] words = ["TODO", "FIXME", "HACK", "XXX", "NotImplementedException"];
        string[] lines = text.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            foreach (
                string word in words.Where(word =>
                    lines[line].Contains(word, StringComparison.Ordinal)
                )
            )
            {
                yield return $"line {line + 1}: {word}";
            }
        }
    }

    private static string Line(SyntaxNode node) =>
        $"line {node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";
}
