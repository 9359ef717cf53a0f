using System.Security;
using System.Text;
using MigSim.Experiments.Reports;

namespace MigSim.Reporting.Pages;

/// <summary>
/// Writes a page that needs nothing but itself: no network, no script. It is well-formed XML too.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Gets the page, complete with head and style.</summary>
    public string Page(string title) =>
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
        + $"<title>{Encode(title)}</title>\n<style>\n{PageStyle.Css}</style>\n</head>\n<body>\n"
        + _text
        + "</body>\n</html>\n";

    /// <summary>Writes a heading.</summary>
    /// <param name="level">1 to 6.</param>
    /// <param name="words">What it says.</param>
    /// <param name="anchor">What links name it by, if any do.</param>
    public void Heading(int level, string words, string? anchor = null)
    {
        string id = anchor is null ? "" : $" id=\"{Encode(anchor)}\"";
        _text.Append($"<h{level}{id}>{Encode(words)}</h{level}>\n");
    }

    /// <summary>Writes a paragraph.</summary>
    public void Paragraph(string words) => _text.Append($"<p>{Encode(words)}</p>\n");

    /// <summary>Writes a list; nothing if it is empty.</summary>
    public void List(IReadOnlyCollection<string> items)
    {
        if (items.Count > 0)
        {
            _text.Append("<ul>\n");
            foreach (string item in items)
            {
                _text.Append($"<li>{Encode(item)}</li>\n");
            }

            _text.Append("</ul>\n");
        }
    }

    /// <summary>Writes links to places on the page.</summary>
    public void Links(IEnumerable<(string Anchor, string Words)> links)
    {
        _text.Append("<ul>\n");
        foreach ((string anchor, string words) in links)
        {
            _text.Append($"<li><a href=\"#{Encode(anchor)}\">{Encode(words)}</a></li>\n");
        }

        _text.Append("</ul>\n");
    }

    /// <summary>Writes a table under its title.</summary>
    public void Table(ReportTable table)
    {
        _text.Append($"<table>\n<caption>{Encode(table.Title)}</caption>\n<thead><tr>");
        foreach (string column in table.Columns)
        {
            _text.Append($"<th>{Encode(column)}</th>");
        }

        _text.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            _text.Append("<tr>");
            foreach (string cell in row)
            {
                _text.Append($"<td{Class(cell)}>{Encode(cell)}</td>");
            }

            _text.Append("</tr>\n");
        }

        _text.Append("</tbody>\n</table>\n");
    }

    /// <summary>Writes a picture into the page.</summary>
    /// <param name="png">The picture.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    public void Picture(byte[] png, string description) =>
        _text.Append(
            $"<figure><img src=\"data:image/png;base64,{Convert.ToBase64String(png)}\" "
                + $"alt=\"{Encode(description)}\" /><figcaption>{Encode(description)}</figcaption></figure>\n"
        );

    private static string Class(string cell) =>
        cell.StartsWith("holds", StringComparison.Ordinal)
        || cell.StartsWith("within ", StringComparison.Ordinal)
            ? " class=\"good\""
        : cell.StartsWith("FAILS", StringComparison.Ordinal)
        || cell.StartsWith("BEYOND", StringComparison.Ordinal)
            ? " class=\"bad\""
        : cell is "fitted" || cell.StartsWith("undecided", StringComparison.Ordinal)
            ? " class=\"note\""
        : IsNumber(cell) ? " class=\"number\""
        : "";

    private static bool IsNumber(string cell) =>
        cell.Length > 0
        && cell.All(letter => char.IsAsciiDigit(letter) || "+-.± ".Contains(letter));

    // Tools may print what no page can hold.
    private static string Encode(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            allowed.Append(IsAllowed(rune.Value) ? rune.ToString() : "\uFFFD");
        }

        return SecurityElement.Escape(allowed.ToString());
    }

    private static bool IsAllowed(int letter) =>
        letter is '\t' or '\n' || (letter >= ' ' && letter is not (0x7F or 0xFFFE or 0xFFFF));
}
