// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.rowcast.app.cli.RowcastCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * A command run in the process of the test, which saves starting one. What is sent signals, killed or serves is a {@link
 * RowcastProcess}.
 *
 * @param exitCode of the command
 * @param output all that it printed, to standard output and standard error
 */
record Command(int exitCode, String output) {
    /**
     * Settings that every process here has from the build: two partitions and one stream thread, as an instance opens seven
     * stores for each partition, one after the other, and a thread costs as much as an instance.
     */
    static final Set<String> VARIABLES =
            Set.of("ROWCAST_HOME", "ROWCAST_PARTITIONS", "ROWCAST_KAFKA_NUM_STREAM_THREADS");

    static {
        // Others would count as settings of every command as well.
        assertThat(System.getenv().keySet())
                .filteredOn(name -> name.startsWith("ROWCAST_"))
                .containsExactlyInAnyOrderElementsOf(VARIABLES);
    }

    /** Partitions of a deployment, where a test says nothing else. */
    static final int PARTITIONS = Integer.parseInt(System.getenv("ROWCAST_PARTITIONS"));

    /** Runs one to its end. */
    static synchronized Command execute(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream printed = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(printed);
            System.setErr(printed);
            log("logback.xml");
            int exitCode = RowcastCommand.commandLine().execute(arguments);
            return new Command(exitCode, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            log("logback-test.xml");
        }
    }

    /** Runs one to its end, expects exit code 0 and returns what it printed. */
    static String run(String... arguments) {
        Command command = execute(arguments);
        assertThat(command.exitCode).as(command.output).isZero();
        return command.output;
    }

    /** Logs as a resource says: as the packaged command does until it has a home, where it logs to a file, or as tests do. */
    private static void log(String resource) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Command.class.getClassLoader().getResource(resource));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }
}
