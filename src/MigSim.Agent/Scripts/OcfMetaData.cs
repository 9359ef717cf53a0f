namespace MigSim.Agent.Scripts;

/// <summary>What the program says of itself as a resource agent: the DTD ra-api-1.</summary>
internal static class OcfMetaData
{
    public const string Text = """
        <?xml version="1.0"?>
        <!DOCTYPE resource-agent SYSTEM "ra-api-1.dtd">
        <resource-agent name="migsim-vm" version="0.1">
          <version>1.0</version>
          <longdesc lang="en">
        Runs a virtual machine of a MigSim lab, and migrates it live. The hosts and the machines are in
        the settings of migsim-agent.
          </longdesc>
          <shortdesc lang="en">Runs a virtual machine of a MigSim lab</shortdesc>
          <parameters>
            <parameter name="vm" unique="1" required="1">
              <longdesc lang="en">The name of the machine in the settings.</longdesc>
              <shortdesc lang="en">Machine</shortdesc>
              <content type="string"/>
            </parameter>
          </parameters>
          <actions>
            <action name="start" timeout="120s"/>
            <action name="stop" timeout="120s"/>
            <action name="monitor" depth="0" timeout="30s" interval="10s"/>
            <action name="migrate_to" timeout="600s"/>
            <action name="migrate_from" timeout="60s"/>
            <action name="validate-all" timeout="10s"/>
            <action name="meta-data" timeout="5s"/>
          </actions>
        </resource-agent>

        """;
}
