using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input;
using MigSim.Experiments.Input.Constants;

namespace MigSim.Calibration.Promotion;

/// <summary>Brings the constants of a fit into a file of constants.</summary>
public static partial class FitPromotion
{
    /// <summary>Gets the text of a file with the constants of a fit.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="plan">The fit.</param>
    /// <param name="fit">The bytes of the fit's file.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="date">The day.</param>
    /// <param name="inputs">What was fitted, of which the file is to say the range; nothing if empty.</param>
    /// <exception cref="InputException">The fit is of other raw files, or a constant is not determined.</exception>
    public static string Write(
        Campaign campaign,
        FitPlan plan,
        byte[] fit,
        string path,
        string text,
        string date,
        IReadOnlyCollection<IReadOnlyDictionary<string, string>> inputs
    )
    {
        FitResult result = FitJsonReader.Read(campaign, plan, fit);
        ImmutableSortedDictionary<string, string> values = Values(campaign.PathOf(plan), result);
        string id =
            $"{AppliedCalibrations.SourceStart}{campaign.Name}, fit {plan.Name}, {Short(fit)}";
        string source = $"{id}, {date}";
        string changed = ConstantText.WithFitted(path, text, values, source);
        return inputs.Count == 0
            ? changed
            : WithStamp(changed, new CalibrationStamp(id, date, ValidityRange.Of(inputs)));
    }

    /// <summary>Gets the digest of a fit as sources name it.</summary>
    public static string Short(byte[] fit) => RawFiles.Digest(fit)[..("sha256:".Length + 12)];

    private static ImmutableSortedDictionary<string, string> Values(
        string fitPath,
        FitResult result
    )
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(
            StringComparer.Ordinal
        );
        foreach (ParameterEstimate one in result.Estimates)
        {
            if (one.StandardError is null)
            {
                string found = $"{one.Parameter.Name}, which they do not";
                throw new InputException([
                    new InputError(fitPath, 0, 0, "parameters that the runs determine", found),
                ]);
            }

            foreach (string path in one.Parameter.Paths)
            {
                values[LocalPath(path)] = one.Parameter.Unit.Write(one.Value);
            }
        }

        return values.ToImmutable();
    }

    // A scenario names files of constants in these fields; the rest is the path in the file.
    private static string LocalPath(string path) => FileField().Replace(path, "");

    [GeneratedRegex(@"^(platform|hypervisor|server\.profile|machines\.[^.]+\.workload)\.")]
    private static partial Regex FileField();

    private static string WithStamp(string text, CalibrationStamp stamp)
    {
        int old = text.IndexOf($"\n{CalibrationStamp.FieldName}:", StringComparison.Ordinal);
        int comment =
            old < 0 ? -1 : text.LastIndexOf("\n# For which inputs", old, StringComparison.Ordinal);
        string rest = comment >= 0 ? text[..(comment + 1)] : text.TrimEnd() + "\n\n";
        return rest + stamp.Write();
    }
}
