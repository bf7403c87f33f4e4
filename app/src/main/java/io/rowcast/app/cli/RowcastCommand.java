// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code rowcast} itself, which only leads to its subcommands. */
@Command(
        name = "rowcast",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Keeps live codebook rows for the users and items of a recommender.",
        subcommands = {
            RunCommand.class,
            TopCommand.class,
            GetCommand.class,
            LoadCommand.class,
            ExportCommand.class,
            VersionCommand.class,
            ForgetCommand.class,
            AuditCommand.class,
            DlqCommand.class,
            ResetCommand.class,
            BrokerCommand.class,
            TopicsCommand.class,
            ConfigCommand.class,
            SolveCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            BenchTrialCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a failure while running",
            "2:wrong usage or configuration",
            "130:stopped by Ctrl-C, 143 by SIGTERM"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast run --demo",
            "  rowcast run --config rowcast.properties",
            "  rowcast help run",
        })
public final class RowcastCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** The complete command line; executing it returns the exit code and never throws. */
    public static CommandLine commandLine() {
        return new CommandLine(new RowcastCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .registerConverter(Duration.class, new DurationConverter())
                .setParameterExceptionHandler(CommandErrors::usage)
                .setExecutionExceptionHandler(CommandErrors::execution);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
