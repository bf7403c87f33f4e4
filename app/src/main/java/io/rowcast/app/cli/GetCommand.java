// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Asks a running instance for a user, an item or a row, over HTTP.",
            "Any instance of the deployment knows, whoever has it. Exit code 1 if there is none."
        },
        subcommands = {GetVertexCommand.User.class, GetVertexCommand.Item.class, GetRowCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast get user u42",
            "  rowcast get item i301 --json",
            "  rowcast get row 17 --url http://rowcast-2:7600/ --token-file token.txt",
        })
final class GetCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "user, item or row?");
    }
}
