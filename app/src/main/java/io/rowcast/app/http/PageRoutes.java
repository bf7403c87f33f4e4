// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * {@code GET /}: the page that shows what an instance does. Its files need no token, as they tell nothing; what they show, the
 * page asks for with the token that it is given.
 */
public final class PageRoutes implements RouteGroup {
    private static final String FOLDER = "/io/rowcast/app/page/";
    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "charts.js", "text/javascript; charset=utf-8",
            "blocks.js", "text/javascript; charset=utf-8",
            "format.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml",
            "uplot/uPlot.iife.min.js", "text/javascript; charset=utf-8",
            "uplot/uPlot.min.css", "text/css; charset=utf-8",
            "uplot/LICENSE", "text/plain; charset=utf-8");

    /** Everything from here, and nothing within the page that could run. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", serve("index.html"), Access.OPEN);
        FILES.keySet().forEach(file -> routes.get("/page/" + file, serve(file), Access.OPEN));
    }

    @Override
    public String openApi() {
        return null;
    }

    private static Handler serve(String file) {
        byte[] content = read(file);
        String type = FILES.get(file);
        return context -> answer(context, type, content);
    }

    private static void answer(Context context, String type, byte[] content) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-cache")
                .contentType(type)
                .result(content);
    }

    private static byte[] read(String file) {
        try (InputStream resource = PageRoutes.class.getResourceAsStream(FOLDER + file)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
