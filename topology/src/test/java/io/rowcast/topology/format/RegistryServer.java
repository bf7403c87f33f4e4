// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema registry of two requests, on a port of this machine. */
public final class RegistryServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ConcurrentMap<Integer, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failure = 503;

    public RegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/schemas/ids/", this::schema);
        server.createContext("/subjects/", this::register);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Holds an Avro schema under an id. */
    void hold(int id, String schema) {
        answers.put(id, JSON.createObjectNode().put("schema", schema).toString());
    }

    /** Answers a request for an id like this. */
    void answer(int id, String body) {
        answers.put(id, body);
    }

    /** Fails the next requests with a status. */
    void fail(int times, int status) {
        failure = status;
        failures.set(times);
    }

    /** What was asked for so far, as method and path, with the schema of one to be registered. */
    public List<String> requests() {
        return new ArrayList<>(requests);
    }

    List<String> logins() {
        return new ArrayList<>(logins);
    }

    private void schema(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add("GET " + path);
        String answer = answers.get(Integer.parseInt(path.substring("/schemas/ids/".length())));
        send(exchange, answer == null ? 404 : 200, answer == null ? "{\"error_code\":40403}" : answer);
    }

    private void register(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        requests.add("POST " + exchange.getRequestURI().getPath() + " "
                + body.path("schemaType").asText() + " " + body.path("schema").asText());
        send(exchange, 200, "{\"id\":77}");
    }

    private void send(HttpExchange exchange, int status, String body) throws IOException {
        logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        byte[] bytes = (fails ? "<html>" : body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(fails ? failure : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
