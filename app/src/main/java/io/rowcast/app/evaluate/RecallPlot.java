// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recall against parameters as an SVG picture that follows the light or dark scheme of its viewer. Mappings whose names
 * differ only in the number at their end, such as {@code hash:3000} and {@code hash:6000}, are points of one line. Bars
 * reach from the smallest to the largest recall over the seeds, points are the mean.
 */
public final class RecallPlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 72;
    private static final int RIGHT = 560;
    private static final int TOP = 48;
    private static final int BOTTOM = 376;

    private static final Pattern SIZE = Pattern.compile("(?<=.)[-_@: ]*[0-9.]+ ?%?$");

    /** Colours that people with any colour vision tell apart, and that stand out on white as on black (Okabe and Ito). */
    private static final String[] COLOURS = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8f7a00", "#888888"
    };

    private static final String STYLE = """
            <style>
            .paper { fill: #ffffff; } text { fill: #222222; font: 13px system-ui, sans-serif; }
            .axis { stroke: #222222; } .grid { stroke: #dddddd; } .title { font-size: 15px; font-weight: 600; }
            @media (prefers-color-scheme: dark) {
            .paper { fill: #16181c; } text { fill: #e6e6e6; } .axis { stroke: #e6e6e6; } .grid { stroke: #3a3d42; }
            }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final List<Point> points;
    private final Axis across;
    private final Axis up;

    private record Point(
            String series, String label, double parameters, double mean, double min, double max, int seeds) {
        static Point of(String label, List<EvaluationResult> results) {
            List<Double> recalls =
                    results.stream().map(EvaluationResult::recall).sorted().toList();
            return new Point(
                    SIZE.matcher(label).replaceFirst(""),
                    label,
                    EvaluationTable.mean(results, EvaluationResult::parameters),
                    EvaluationTable.mean(results, EvaluationResult::recall),
                    recalls.get(0),
                    recalls.get(recalls.size() - 1),
                    results.size());
        }
    }

    private RecallPlot(List<EvaluationResult> results) {
        points = EvaluationTable.byLabel(results).entrySet().stream()
                .map(entry -> Point.of(entry.getKey(), entry.getValue()))
                .toList();
        across = Axis.logarithmic(
                points.stream().mapToDouble(Point::parameters).min().orElseThrow(),
                points.stream().mapToDouble(Point::parameters).max().orElseThrow(),
                LEFT,
                RIGHT);
        up = Axis.linear(
                points.stream().mapToDouble(Point::min).min().orElseThrow(),
                points.stream().mapToDouble(Point::max).max().orElseThrow(),
                BOTTOM,
                TOP);
    }

    /**
     * Draws results.
     *
     * @param results at least one
     * @param title what was trained on what
     */
    public static String svg(List<EvaluationResult> results, String title) {
        RecallPlot plot = new RecallPlot(results);
        plot.draw(title);
        return plot.svg.toString();
    }

    private void draw(String title) {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        line("<title>%s</title>", escape(title));
        svg.append(STYLE);
        line("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>", WIDTH, HEIGHT);
        line("<text class=\"title\" x=\"%d\" y=\"26\">%s</text>", LEFT, escape(title));
        axes();
        Map<String, List<Point>> series = points.stream()
                .sorted(Comparator.comparingDouble(Point::parameters))
                .collect(Collectors.groupingBy(Point::series, LinkedHashMap::new, Collectors.toList()));
        List<String> names = points.stream().map(Point::series).distinct().toList();
        for (int i = 0; i < names.size(); i++) {
            String colour = COLOURS[i % COLOURS.length];
            series(series.get(names.get(i)), colour);
            int y = TOP + 12 + 22 * i;
            line("<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/>", RIGHT + 24, y - 4, colour);
            line("<text x=\"%d\" y=\"%d\">%s</text>", RIGHT + 36, y, escape(names.get(i)));
        }
        line("</svg>");
    }

    private void axes() {
        for (double tick : up.ticks()) {
            double y = up.place(tick);
            line("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y, RIGHT, y);
            line("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 4, recall(tick));
        }
        for (double tick : across.ticks()) {
            double x = across.place(tick);
            line("<line class=\"axis\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, BOTTOM, x, BOTTOM + 5);
            line("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, BOTTOM + 20, Axis.count(tick));
        }
        line("<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, BOTTOM, RIGHT, BOTTOM);
        line("<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, TOP, LEFT, BOTTOM);
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">parameters (floats of both tables, logarithmic)</text>",
                (LEFT + RIGHT) / 2, BOTTOM + 46);
        line(
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">Recall@20</text>",
                (TOP + BOTTOM) / 2);
    }

    private void series(List<Point> ofOne, String colour) {
        List<String> places = new ArrayList<>();
        for (Point point : ofOne) {
            places.add(
                    String.format(Locale.ROOT, "%.1f,%.1f", across.place(point.parameters()), up.place(point.mean())));
        }
        if (places.size() > 1) {
            line(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                    String.join(" ", places), colour);
        }
        for (Point point : ofOne) {
            point(point, colour);
        }
    }

    private void point(Point point, String colour) {
        double x = across.place(point.parameters());
        if (point.seeds() > 1) {
            double bottom = up.place(point.min());
            double top = up.place(point.max());
            line(
                    "<path d=\"M%.1f %.1fV%.1fM%.1f %.1fh8M%.1f %.1fh8\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                    x, bottom, top, x - 4, bottom, x - 4, top, colour);
        }
        line(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"%s\"><title>%s</title></circle>",
                x,
                up.place(point.mean()),
                colour,
                escape(String.format(
                        Locale.ROOT,
                        "%s: %,.0f parameters, recall %.4f [%.4f - %.4f]",
                        point.label(),
                        point.parameters(),
                        point.mean(),
                        point.min(),
                        point.max())));
    }

    private static String recall(double tick) {
        return String.format(Locale.ROOT, "%.4f", tick).replaceFirst("(\\.\\d\\d)0{1,2}$", "$1");
    }

    /** Text as XML wants it; characters that XML does not know at all are left out. */
    private static String escape(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void line(String format, Object... values) {
        svg.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
