// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.config.HttpConfig;
import io.rowcast.app.config.HttpSettings;
import io.rowcast.app.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of an instance. Listens once it is open and answers once it is to serve; what a route cannot answer yet is
 * a {@link Problem}.
 */
public final class HttpServer implements AutoCloseable {
    /** Largest body of a request. */
    static final int MAX_BODY_BYTES = 4 << 20;

    static final int THREADS = 64;

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final int MIN_THREADS = 4;
    private static final int IDLE_MS = 60_000;

    private final HttpSettings settings;
    private final ServerSocketChannel channel;
    private final int port;
    private Javalin javalin;
    private boolean closed;

    private HttpServer(HttpSettings settings, ServerSocketChannel channel, int port) {
        this.settings = settings;
        this.channel = channel;
        this.port = port;
    }

    /**
     * Starts to listen; who connects waits until it is to {@link #serve}.
     *
     * @param settings settings with {@link HttpSettings#on()}
     * @throws ConfigurationException if the address is not of this machine, or the given port is taken
     */
    public static HttpServer open(HttpSettings settings) {
        try {
            return listen(settings, settings.port());
        } catch (IOException e) {
            if (!settings.anyPortElse() || settings.port() == 0) {
                throw refusal(settings, e);
            }
            log.info("port {} is taken, so HTTP takes any free one", settings.port());
            try {
                return listen(settings, 0);
            } catch (IOException again) {
                throw refusal(settings, again);
            }
        }
    }

    private static HttpServer listen(HttpSettings settings, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), port));
            return new HttpServer(settings, channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ConfigurationException refusal(HttpSettings settings, IOException e) {
        return new ConfigurationException(HttpConfig.HOST_CONFIG + " " + settings.host() + ", " + HttpConfig.PORT_CONFIG
                + " " + settings.port() + ": cannot listen there: " + RuntimeFailure.causeOf(e)
                + "; give another port, 0 for any free one, or -1 for no HTTP");
    }

    /** Begins to answer; nothing, if it is closed already. To be called once. */
    public synchronized void serve(List<RouteGroup> groups) {
        if (closed) {
            return;
        }
        javalin = Javalin.create(config -> {
            configure(config, settings, groups);
            config.jetty.addConnector(this::connector);
        });
        javalin.start();
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    private static void configure(JavalinConfig config, HttpSettings settings, List<RouteGroup> groups) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.http.prefer405over404 = true;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, MIN_THREADS, IDLE_MS);
        threads.setName("http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // Else a token is taken for one that a connection sent before in another case.
            http.setHeaderCacheCaseSensitive(true);
            // An id may hold a slash, written as %2F.
            http.setUriCompliance(UriCompliance.UNSAFE);
        });
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        settings.token().ifPresent(token -> config.routes.beforeMatched(new BearerToken(token)));
        config.routes.exception(Problem.class, (problem, context) -> Answers.problem(context, problem));
        config.routes.exception(HttpResponseException.class, HttpServer::refused);
        config.routes.exception(Exception.class, (failure, context) -> {
            log.error("{} {} failed", context.method(), context.path(), failure);
            Answers.problem(context, Problem.ofStatus(500, "Internal error"));
        });
        new OpenApi(groups).addTo(config.routes);
        groups.forEach(group -> group.addTo(config.routes));
    }

    private static void refused(HttpResponseException refusal, Context context) {
        int status = refusal.getStatus();
        Answers.problem(
                context,
                status == 413
                        ? Problem.tooLarge("body", "has more than " + MAX_BODY_BYTES + " bytes")
                        : Problem.ofStatus(status, refusal.getMessage()));
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** All routes that answer something, as {@code GET /v1/stats}. */
    synchronized List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .toList();
    }

    /** Where it is reached on this machine. */
    public String url() {
        return "http://" + settings.host() + ":" + port + "/";
    }

    /** Where other instances reach it, {@code host:port}. */
    public String advertised() {
        String host = settings.advertised().orElseGet(this::reachableHost);
        return host.matches(".*:[0-9]+") && !host.matches("\\[[^\\]]*]") ? host : host + ":" + port;
    }

    private String reachableHost() {
        try {
            return InetAddress.getByName(settings.host()).isAnyLocalAddress()
                    ? InetAddress.getLocalHost().getHostName()
                    : settings.host();
        } catch (UnknownHostException e) {
            return settings.host();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (javalin != null) {
            javalin.stop();
        }
        channel.close();
    }
}
