namespace MigSim.Calibration.Campaigns;

/// <summary>What a unit measures.</summary>
public enum UnitKind
{
    /// <summary>A number without a unit.</summary>
    Plain,

    /// <summary>A time; kept in seconds.</summary>
    Time,

    /// <summary>An amount of data, pages too; kept in bytes.</summary>
    Size,

    /// <summary>Data in a time; kept in bytes per second.</summary>
    Rate,

    /// <summary>How often something happens; kept in times per second.</summary>
    Frequency,
}
