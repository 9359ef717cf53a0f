using System.ComponentModel;
using CliWrap;
using MigSim.Time;

namespace MigSim.Lab.Shell;

/// <summary>One local process that carries one command, from its start to its end.</summary>
/// <remarks>
/// It is asked to end by closing its standard input, which <see cref="Supervision"/> understands, on
/// whatever host it is. Only what does not end then is killed, with its local children.
/// </remarks>
internal sealed class SupervisedProcess : IAsyncDisposable
{
    private readonly RunClock _clock;
    private readonly ShellLimits _limits;
    private readonly HostName _host;
    private readonly RemoteCommand _command;
    private readonly Launch _launch;
    private readonly CancellationTokenSource _kill = new();

    private readonly TaskCompletionSource _stop = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private bool _isTooLong;

    public SupervisedProcess(
        RunClock clock,
        ShellLimits limits,
        HostName host,
        RemoteCommand command,
        Launch launch
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(command.Timeout, TimeSpan.Zero);
        _clock = clock;
        _limits = limits;
        _host = host;
        _command = command;
        _launch = launch;
    }

    /// <summary>Makes what takes one of the outputs; a limit that is reached ends the process.</summary>
    public OutputPump Pump(Func<string, ValueTask> take, bool splitLines) =>
        new(
            _limits,
            take,
            splitLines,
            () =>
            {
                _isTooLong = true;
                _stop.TrySetResult();
            }
        );

    /// <summary>Runs the process to its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(
        OutputPump output,
        OutputPump error,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource deadline = _clock.CreateDeadline(_command.Timeout);
        await using CancellationTokenRegistration late = deadline.Token.Register(() =>
            _stop.TrySetResult()
        );
        await using CancellationTokenRegistration cancelled = cancellationToken.Register(() =>
            _stop.TrySetResult()
        );
        Task<CommandResult> ended = Start(output, error);
        await Task.WhenAny(ended, _stop.Task);
        if (ended.IsCompleted && !_isTooLong)
        {
            return (await ended).ExitCode;
        }

        await EndAsync(ended);
        cancellationToken.ThrowIfCancellationRequested();
        throw _isTooLong
            ? Failure(ShellError.OutputTooLong, "it printed too much")
            : Failure(ShellError.TimedOut, $"it did not end within {_command.Timeout}");
    }

    public ValueTask DisposeAsync()
    {
        _kill.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<CommandResult> Start(OutputPump output, OutputPump error)
    {
        try
        {
            return Cli.Wrap(_launch.Words[0])
                .WithArguments(_launch.Words.Skip(1))
                .WithValidation(CommandResultValidation.None)
                .WithStandardInputPipe(PipeSource.Create(HoldOpenAsync))
                .WithStandardOutputPipe(PipeTarget.Create(output.ReadAsync))
                .WithStandardErrorPipe(PipeTarget.Create(error.ReadAsync))
                .ExecuteAsync(_kill.Token, CancellationToken.None)
                .Task;
        }
        catch (Win32Exception exception)
        {
            throw new ShellException(
                ShellError.CannotStart,
                _host,
                _command,
                $"cannot start {_launch.Words[0]}: {exception.Message}",
                null,
                exception
            );
        }
    }

    private async Task HoldOpenAsync(Stream input, CancellationToken cancellationToken) =>
        await _stop.Task.WaitAsync(cancellationToken);

    private async Task EndAsync(Task ended)
    {
        using CancellationTokenSource patience = _clock.CreateDeadline(_limits.EndTime);
        await using CancellationTokenRegistration kill = patience.Token.Register(_kill.Cancel);
        try
        {
            await ended;
        }
        catch (OperationCanceledException)
        {
            // Killed.
        }
    }

    private ShellException Failure(ShellError error, string reason) =>
        new(error, _host, _command, reason);
}
