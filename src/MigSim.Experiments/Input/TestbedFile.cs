using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Testbeds;

namespace MigSim.Experiments.Input;

/// <summary>Reads a testbed file and the platform that it names.</summary>
public static class TestbedFile
{
    /// <summary>Reads a testbed.</summary>
    /// <exception cref="InputException">
    /// The input is wrong: every mistake that was found.
    /// </exception>
    public static TestbedDescription Load(string path)
    {
        var errors = new ErrorList();
        var files = new FileStore(path, errors);
        Node? root = files.LoadScenario();
        if (root is not null and not MapNode)
        {
            errors.Add(root.Place, "the fields of a testbed such as 'kind'", root.Words);
        }

        errors.ThrowIfAny();
        var map = (MapNode)root!;
        ImmutableArray<Override> overrides = Override.ReadAll(map, errors);
        if (map.Find("platform") is { } platform)
        {
            // A scenario that runs here has this platform, whatever its own file names.
            var whole = new SetPath(platform.Place, ["platform"]);
            overrides = overrides.Insert(0, new Override(whole, platform.Value));
        }

        var expander = new Expander(files, new Expansions(), errors);
        Node tree = expander.ExpandAll(map.Without("set"), TestbedFields.Testbed);
        string digest = files.ScenarioDigests().Single().Digest;
        TestbedDescription testbed = TestbedReader.Read(path, digest, tree, errors);
        errors.ThrowIfAny();
        return testbed with { Overrides = overrides };
    }
}
