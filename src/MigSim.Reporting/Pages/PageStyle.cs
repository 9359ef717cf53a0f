namespace MigSim.Reporting.Pages;

/// <summary>How pages look: on screens, on paper, and in the dark.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; }
        body { font: 15px/1.45 "DejaVu Sans", Verdana, sans-serif; max-width: 78rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.7rem; } h2 { font-size: 1.35rem; margin-top: 2.2rem; border-bottom: 1px solid #8888; } h3 { font-size: 1.1rem; }
        table { border-collapse: collapse; margin: 1rem 0; font-size: 0.88rem; display: block; overflow-x: auto; }
        caption { text-align: left; font-weight: bold; padding: 0.3rem 0; }
        th, td { text-align: left; padding: 0.2rem 0.7rem; border-bottom: 1px solid #8884; vertical-align: top; }
        td { overflow-wrap: anywhere; min-width: 3rem; } td:first-child { min-width: 6rem; }
        td.number { min-width: 0; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.good { color: #00734f; font-weight: bold; } td.bad { color: #b33c00; font-weight: bold; } td.note { color: #8a5a00; font-weight: bold; }
        figure { margin: 1rem 0; } img { max-width: 100%; height: auto; background: white; } figcaption { font-size: 0.85rem; }
        @media (prefers-color-scheme: dark) { td.good { color: #3fc797; } td.bad { color: #ff9a66; } td.note { color: #e6b450; } }
        @media print { body { max-width: none; } table, figure { break-inside: avoid; } }

        """;
}
