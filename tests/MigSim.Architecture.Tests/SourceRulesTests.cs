using Microsoft.CodeAnalysis;

namespace MigSim.Architecture.Tests;

/// <summary>The rules themselves: each must find what it is for.</summary>
public sealed class SourceRulesTests
{
    [Theory]
    [InlineData("async void M() { }", 1)]
    [InlineData("void M() { async void Inner() { } }", 1)]
    [InlineData("async Task M() { }", 0)]
    [InlineData("void M() { }", 0)]
    public void AsyncVoid_AMember_IsFound(string member, int offences) =>
        Assert.Equal(offences, SourceRules.AsyncVoid(Class(member)).Count());

    [Theory]
    [InlineData("static int _count;", 1)]
    [InlineData("public static int Count { get; set; }", 1)]
    [InlineData("static event Action? Changed;", 1)]
    [InlineData("static readonly int Count = 1;", 0)]
    [InlineData("const int Count = 1;", 0)]
    [InlineData("int _count;", 0)]
    [InlineData("static int Count { get; } = 1;", 0)]
    [InlineData("static int Count => 1;", 0)]
    [InlineData("static int Count() => 1;", 0)]
    public void StaticState_AMember_IsFound(string member, int offences) =>
        Assert.Equal(offences, SourceRules.StaticState(Class(member)).Count());

    [Theory]
    [InlineData(70, 0)]
    [InlineData(71, 1)]
    public void LongMethods_AtTheLimit_OnlyBeyond(int lines, int offences) =>
        Assert.Equal(
            offences,
            SourceRules.LongMethods(Class($"void M()\n{{{new string('\n', lines - 2)}}}")).Count()
        );

    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    public void LongFile_AtTheLimit_OnlyBeyond(int lines, int offences) =>
        Assert.Equal(
            offences,
            SourceRules.LongFile(SourceRules.Parse(new string('\n', lines))).Count()
        );

    [Theory]
    [InlineData("bool IsSimulated => true;", 1)]
    [InlineData("// IsSimulated", 0)]
    [InlineData("bool IsSimulatedWell => true;", 0)]
    public void Identifiers_AMember_IsFound(string member, int offences) =>
        Assert.Equal(offences, SourceRules.Identifiers(Class(member), "IsSimulated").Count());

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    public void LargeInterfaces_AtTheLimit_OnlyBeyond(int members, int offences)
    {
        string body = string.Concat(Enumerable.Range(0, members).Select(n => $"void M{n}(); "));
        SyntaxNode root = SourceRules.Parse($"interface I {{ {body} }}");
        Assert.Equal(offences, SourceRules.LargeInterfaces(root).Count());
    }

    [Theory]
    [InlineData("namespace A; public class C; internal class D;", 0)]
    [InlineData("namespace A; public class C; public class D;", 2)]
    [InlineData("namespace A; public class D;", 1)]
    [InlineData("namespace A; public class C { public class D; }", 0)]
    public void PublicTypes_InAFile_AreCounted(string text, int offences) =>
        Assert.Equal(offences, SourceRules.PublicTypes(SourceRules.Parse(text), "C").Count());

    [Theory]
    [InlineData("namespace A.B;", 0)]
    [InlineData("namespace A { }", 1)]
    public void Namespace_NotTheFolder_IsFound(string text, int offences) =>
        Assert.Equal(offences, SourceRules.Namespace(SourceRules.Parse(text), "A.B").Count());

    [Fact]
    public void Leftovers_AWord_IsFoundWithItsLine() =>
        Assert.Equal(
            ["line 2: TODO", "line 2: NotImplementedException"],
            SourceRules.Leftovers("class C\n// TODO throw new NotImplementedException\n")
        );

    private static SyntaxNode Class(string member) =>
        SourceRules.Parse($"class C\n{{\n{member}\n}}");
}
