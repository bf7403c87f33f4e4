// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.home.Home;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log file of an instance, in its home. Until {@link #open}, only warnings of Rowcast itself are shown. */
final class Logs {
    /** Kafka says a lot: it logs one step less than Rowcast itself, except for what is wrong. */
    private static final Map<String, String> LIBRARY_LEVELS = Map.of("TRACE", "DEBUG", "DEBUG", "INFO", "INFO", "WARN");

    private Logs() {}

    static void open(Home home, EffectiveConfig config) throws JoranException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        String level = config.logLevel().toUpperCase(Locale.ROOT);
        context.reset();
        context.putProperty("logs", home.logs().toString());
        context.putProperty("level", level);
        context.putProperty("library.level", LIBRARY_LEVELS.getOrDefault(level, level));
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Logs.class.getResource("/rowcast-logback.xml"));
        config.loggerLevels().forEach((name, value) -> context.getLogger(name).setLevel(Level.toLevel(value)));
        if (config.logFormat().equals("json")) {
            writeJson(context);
        }
    }

    /** One JSON object a line: timestamp, level, threadName, loggerName, formattedMessage, and throwable where there is one. */
    private static void writeJson(LoggerContext context) {
        OutputStreamAppender<ILoggingEvent> file = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("FILE");
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        // Not stopped for it: that would stop the rolling too.
        file.setEncoder(encoder);
    }
}
