package io.rowcast.app.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.home.Home;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** The log file of an instance, in its home. Until {@link #open}, only warnings of Rowcast itself are shown. */
final class Logs {
    private Logs() {}

    static void open(Home home, EffectiveConfig config) throws JoranException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        String level = config.logLevel().toUpperCase(Locale.ROOT);
        context.reset();
        context.putProperty("logs", home.logs().toString());
        context.putProperty("level", level);
        context.putProperty("library.level", level.equals("ERROR") ? level : "WARN");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Logs.class.getResource("/rowcast-logback.xml"));
    }
}
