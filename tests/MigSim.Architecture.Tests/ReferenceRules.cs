using System.Xml.Linq;

namespace MigSim.Architecture.Tests;

/// <summary>Compares a project file with the table.</summary>
internal static class ReferenceRules
{
    private const string Prefix = "MigSim.";

    /// <summary>Names every reference of a project that the table does not allow.</summary>
    /// <param name="name">The project, such as <c>MigSim.Models</c>.</param>
    /// <param name="xml">Its project file.</param>
    public static IEnumerable<string> Offences(string name, string xml)
    {
        string shortName = name[Prefix.Length..];
        if (!AllowedReferences.ByProject.TryGetValue(shortName, out var allowed))
        {
            yield return $"{name} is not in the table of projects.";
            yield break;
        }

        XDocument project = XDocument.Parse(xml);
        foreach (string path in Includes(project, "ProjectReference"))
        {
            string target = Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
            if (!allowed.Projects.Contains(target[Prefix.Length..]))
            {
                yield return $"{name} must not reference {target}.";
            }
        }

        foreach (XElement package in Elements(project, "PackageReference"))
        {
            string id = package.Attribute("Include")!.Value;
            if (!allowed.Packages.Contains(id))
            {
                yield return $"{name} must not use the package {id}.";
            }

            if (package.Attribute("Version") is not null)
            {
                yield return $"{name} gives a version of {id}: those are in one file.";
            }
        }

        foreach (string friend in Includes(project, "InternalsVisibleTo"))
        {
            // The lab has two projects of tests: those that need no lab, and those that need one.
            if (
                friend != $"{name}.Tests"
                && (name, friend) != ("MigSim.Lab", "MigSim.RealLab.Tests")
            )
            {
                yield return $"{name} shows its internals to {friend}.";
            }
        }
    }

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        Elements(project, element).Select(e => e.Attribute("Include")!.Value);

    private static IEnumerable<XElement> Elements(XDocument project, string element) =>
        project.Descendants().Where(e => e.Name.LocalName == element);
}
