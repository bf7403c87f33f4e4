// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.http.HealthRoutes.Restore;
import io.rowcast.app.metrics.Sample;
import io.rowcast.app.metrics.Sampler;
import io.rowcast.app.metrics.Sampler.View;
import io.rowcast.app.metrics.Watch;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /v1/overview}: all that the page and {@code rowcast top} show, of bounded size whatever K. */
public final class OverviewRoutes implements RouteGroup {
    private final Readiness readiness;
    private final Watch watch;
    private final String application;
    private final String release;

    /**
     * The answer.
     *
     * @param now the last sample, or {@code null} before there is one
     * @param samples those after the time asked for, in columns
     * @param view rows as they last were; {@code null} if the one asked with is still the last
     */
    record Overview(
            String application,
            String release,
            String state,
            boolean ready,
            Restore restore,
            Sample now,
            Series samples,
            View view) {}

    /** Samples in columns, oldest first. */
    record Series(
            List<Long> time,
            List<Double> eventsPerSecond,
            List<Long> lag,
            List<Double> latencyP50Ms,
            List<Double> latencyP99Ms,
            List<Integer> userRows,
            List<Integer> itemRows,
            List<Double> movesPerSecond,
            List<Double> changesPerSecond,
            List<Double> insideShare,
            List<Double> objective) {

        static Series of(List<Sample> samples) {
            return new Series(
                    column(samples, Sample::time),
                    column(samples, s -> rounded(s.eventsPerSecond(), 1)),
                    column(samples, Sample::lag),
                    column(samples, Sample::latencyP50Ms),
                    column(samples, Sample::latencyP99Ms),
                    column(samples, s -> s.statistics().userRows()),
                    column(samples, s -> s.statistics().itemRows()),
                    column(samples, s -> rounded(s.movesPerSecond(), 1)),
                    column(samples, s -> rounded(s.changesPerSecond(), 1)),
                    column(samples, s -> rounded(s.insideShare(), 4)),
                    column(samples, s -> rounded(s.statistics().objective(), 4)));
        }

        private static <T> List<T> column(List<Sample> samples, Function<Sample, T> value) {
            return samples.stream().map(value).toList();
        }

        private static double rounded(double value, int digits) {
            double scale = Math.pow(10, digits);
            return Math.round(value * scale) / scale;
        }
    }

    /**
     * @param application the application id
     * @param release of Rowcast
     */
    public OverviewRoutes(Readiness readiness, Watch watch, String application, String release) {
        this.readiness = readiness;
        this.watch = watch;
        this.application = application;
        this.release = release;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/v1/overview", this::answer);
    }

    @Override
    public String openApi() {
        return "overview.json";
    }

    private void answer(Context context) {
        long since = time(context, "since");
        long known = time(context, "view");
        Optional<Sampler> sampler = watch.sampler();
        Answers.json(
                context,
                new Overview(
                        application,
                        release,
                        readiness.state(),
                        readiness.ready(),
                        readiness
                                .runtime()
                                .map(runtime -> Restore.of(runtime.restoring()))
                                .orElse(null),
                        sampler.flatMap(s -> s.history().last()).orElse(null),
                        Series.of(sampler.map(s -> s.history().since(since)).orElse(List.of())),
                        sampler.flatMap(Sampler::view)
                                .filter(view -> view.time() != known)
                                .orElse(null)));
    }

    private static long time(Context context, String name) {
        String text = context.queryParam(name);
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw Problem.badRequest(name, "is not milliseconds since the epoch");
        }
        return Long.parseLong(text);
    }
}
