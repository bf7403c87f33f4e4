// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.broker.EmbeddedBroker;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Runs the embedded Kafka broker alone until it is stopped.",
            "It listens on 127.0.0.1 only. Instances with homes of their own can come and go against it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast broker --home /srv/broker --port 9092",
            "  rowcast run --home /srv/a --bootstrap-servers 127.0.0.1:9092",
        })
final class BrokerCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(500);

    @Mixin
    private ConfigOptions options;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: any free one).")
    private Integer port;

    @Option(
            names = "--until-input-ends",
            description = "Stop when standard input ends, as it does with the process that holds its other end.")
    private boolean untilInputEnds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective();
        return Shutdown.guard(shutdown -> {
            Home home = new Home(config.home());
            HomeLock lock = Instance.takeHome(shutdown, config, "rowcast broker");
            EmbeddedBroker broker = shutdown.open(() -> EmbeddedBroker.start(home, lock, Instance.port(port)));
            PrintWriter out = spec.commandLine().getOut();
            out.println("home              " + home.directory());
            out.println("bootstrap servers " + broker.bootstrapServers());
            out.println("stop with Ctrl-C; started again, it goes on where it stopped");
            out.flush();
            CountDownLatch inputEnd = new CountDownLatch(1);
            if (untilInputEnds) {
                watchInput(inputEnd);
            }
            boolean ended = false;
            while (!shutdown.stopping() && !ended) {
                ended = inputEnd.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
            }
            return 0;
        });
    }

    private static void watchInput(CountDownLatch end) {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        LoggerFactory.getLogger(BrokerCommand.class).debug("standard input failed", e);
                    } finally {
                        end.countDown();
                    }
                },
                "input-end");
        watch.setDaemon(true);
        watch.start();
    }
}
