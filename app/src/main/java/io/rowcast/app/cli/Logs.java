package io.rowcast.app.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.home.Home;
import java.util.Locale;
import java.util.Map;
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
    }
}
