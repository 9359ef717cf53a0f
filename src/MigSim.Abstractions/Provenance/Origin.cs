namespace MigSim.Provenance;

/// <summary>Where the value of a constant comes from.</summary>
public enum Origin
{
    /// <summary>Chosen so that the model reproduces published or own measurements.</summary>
    Fitted,

    /// <summary>Measured, by us or by others, independently of what the model shall predict.</summary>
    Measured,

    /// <summary>Stated by a standard, a manufacturer or a program's source.</summary>
    DataSheet,

    /// <summary>Assumed, because nobody published it.</summary>
    Assumed,
}
