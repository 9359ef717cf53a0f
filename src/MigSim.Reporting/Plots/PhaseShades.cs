using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>The phases of a run, drawn behind its samples.</summary>
internal static class PhaseShades
{
    /// <summary>What one letter of a name takes of the width of a picture.</summary>
    private const double LetterShare = 0.0055;

    public static void Draw(Plot plot, Phases phases, RttAxis axis)
    {
        if (phases.FailureAt is not { } failure)
        {
            return;
        }

        TimeSpan again = phases.RunsAgainAt ?? phases.End;
        Shade(plot, "failover", [new Phase(PhaseKind.During, "failover", failure, again)]);
        Shade(plot, "copy", Of(phases, PhaseKind.Copy));
        Shade(plot, "boot", Of(phases, PhaseKind.Boot));
        Shade(plot, "suspended", Of(phases, PhaseKind.Suspended));
        if (phases.RunsAgainAt is not null)
        {
            Shade(plot, "on the new host", [new Phase(PhaseKind.After, "", again, phases.End)]);
        }

        Name(plot, phases, axis);
        Stops(plot, phases, axis);
        DrawFailure(plot, failure, axis);
    }

    private static IEnumerable<Phase> Of(Phases phases, PhaseKind kind) =>
        phases.Details.Where(phase => phase.Kind == kind);

    private static void Shade(Plot plot, string name, IEnumerable<Phase> phases)
    {
        string legend = name;
        foreach (Phase phase in phases)
        {
            var span = plot.Add.HorizontalSpan(phase.Begin.TotalSeconds, phase.End.TotalSeconds);
            span.FillStyle.Color = PlotTheme.Shade(phase.Kind);
            span.LineStyle.Width = 0;
            span.LegendText = legend;
            legend = "";
        }
    }

    private static void Name(Plot plot, Phases phases, RttAxis axis)
    {
        IEnumerable<Phase> named = phases.Details.Where(phase =>
            phase.Kind is PhaseKind.Copy or PhaseKind.Boot
            && phase.End - phase.Begin > LetterShare * phase.Name.Length * phases.End
        );
        foreach (Phase phase in named)
        {
            Text(
                plot,
                phase.Name,
                (phase.Begin + phase.End).TotalSeconds / 2,
                axis,
                Alignment.UpperCenter
            );
        }
    }

    /// <summary>A bar along the top: what the script does inside is shaded on its own.</summary>
    private static void Stops(Plot plot, Phases phases, RttAxis axis)
    {
        string legend = "stop script";
        foreach (Phase phase in Of(phases, PhaseKind.Stop))
        {
            double height = 0.93 * axis.MaxMilliseconds;
            var bar = plot.Add.Line(
                phase.Begin.TotalSeconds,
                height,
                phase.End.TotalSeconds,
                height
            );
            bar.LineColor = PlotTheme.Stop;
            bar.LineWidth = 6f;
            bar.LegendText = legend;
            legend = "";
        }
    }

    private static void DrawFailure(Plot plot, TimeSpan failure, RttAxis axis)
    {
        var line = plot.Add.VerticalLine(failure.TotalSeconds, 1.5f, Colors.Black.WithAlpha(0.6));
        line.LinePattern = LinePattern.Dotted;
        Text(plot, "failure ", failure.TotalSeconds, axis, Alignment.UpperRight);
    }

    private static void Text(
        Plot plot,
        string words,
        double seconds,
        RttAxis axis,
        Alignment alignment
    )
    {
        var text = plot.Add.Text(words, seconds, 0.985 * axis.MaxMilliseconds);
        text.LabelAlignment = alignment;
        text.LabelFontSize = 15;
        text.LabelFontColor = Colors.Black.WithAlpha(0.75);
    }
}
