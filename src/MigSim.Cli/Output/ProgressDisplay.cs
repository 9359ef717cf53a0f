using System.Runtime.CompilerServices;
using MigSim.Cli.Running;
using Spectre.Console;

namespace MigSim.Cli.Output;

/// <summary>A bar with the time left, for those who watch.</summary>
internal static class ProgressDisplay
{
    /// <summary>Does something that takes long; shows how far it is, on a terminal.</summary>
    public static void Show(
        CliEnvironment environment,
        string title,
        StatusLine status,
        Action<IProgress<double>?> work
    )
    {
        if (environment.IsTerminal)
        {
            ShowBar(environment.Error, title, status, work);
        }
        else
        {
            work(null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ShowBar(
        TextWriter writer,
        string title,
        StatusLine status,
        Action<IProgress<double>?> work
    )
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }
        );
        console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: 1);
                status.Show = text => task.Description = Markup.Escape($"{title}: {text}");
                work(new TaskProgress(task));
                status.Show = null;
            });
    }

    private sealed class TaskProgress(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }
}
