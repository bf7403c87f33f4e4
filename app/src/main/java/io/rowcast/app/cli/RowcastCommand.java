// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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
    private static final List<Class<?>> COMMANDS = List.of(
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
            HelpCommand.class);

    private static final Set<Class<?>> OF_ALL_COMMANDS = Set.of(CompletionCommand.class, HelpCommand.class);

    @Spec
    private CommandSpec spec;

    /** The complete command line; executing it returns the exit code and never throws. */
    public static CommandLine commandLine() {
        return of(COMMANDS);
    }

    /** What executes given arguments as the complete command line does, without the commands that are not needed for it. */
    public static CommandLine forArguments(String... arguments) {
        List<Class<?>> needed = COMMANDS.stream()
                .filter(command -> arguments.length > 0
                        && command.getAnnotation(Command.class).name().equals(arguments[0]))
                .toList();
        boolean one = !needed.isEmpty() && !OF_ALL_COMMANDS.contains(needed.get(0));
        return of(one ? needed : COMMANDS);
    }

    private static CommandLine of(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new RowcastCommand());
        commands.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
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
