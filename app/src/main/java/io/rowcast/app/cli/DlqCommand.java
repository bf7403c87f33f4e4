// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Lists dead letters, which are events that could not be applied, and sends them back.",
            "Works against a cluster, a running instance, or the data of a stopped one, all found through the home."
        },
        subcommands = {DlqListCommand.class, DlqReplayCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast dlq list --summary",
            "  rowcast dlq list --reason 'weight:' --since 24h",
            "  rowcast dlq replay --reason 'hash is that of another' --dry-run",
        })
final class DlqCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list or replay?");
    }
}
