using System.Collections.Immutable;

namespace MigSim.Experiments.Input;

/// <summary>An input that cannot be used: every mistake that was found in it.</summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception from at least one mistake.</summary>
    public InputException(ImmutableArray<InputError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>Gets the mistakes, file by file and in the order of their lines.</summary>
    public ImmutableArray<InputError> Errors { get; }
}
