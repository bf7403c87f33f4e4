// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class RecallPlotTest {

    private static EvaluationResult result(String label, long seed, long parameters, double recall) {
        return new EvaluationResult(
                label,
                seed,
                1,
                1,
                parameters,
                4_000_000,
                recall,
                0.1,
                Double.NaN,
                5,
                5,
                1,
                1,
                0,
                0,
                List.of(),
                List.of());
    }

    private static Document parse(List<EvaluationResult> results, String title) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        byte[] bytes = RecallPlot.svg(results, title).getBytes(StandardCharsets.UTF_8);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static List<String> texts(Document svg) {
        NodeList nodes = svg.getElementsByTagName("text");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    @Test
    void shouldDrawAPointPerMappingAndALinePerSeries() throws Exception {
        Document svg = parse(
                List.of(
                        result("full", 1, 4_000_000, 0.18),
                        result("hash:3000", 1, 400_000, 0.05),
                        result("hash:3000", 2, 400_000, 0.07),
                        result("hash:6000", 1, 800_000, 0.10),
                        result("hash:6000", 2, 800_000, 0.12)),
                "LightGCN on g.csv");

        assertThat(texts(svg)).contains("LightGCN on g.csv", "Recall@20", "full", "hash", "500k", "1M", "0.10");
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        // A bar for each of the two mappings with two seeds.
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(2);
        // Three points and two in the legend.
        NodeList circles = svg.getElementsByTagName("circle");
        assertThat(circles.getLength()).isEqualTo(5);
        Element full = circle(circles, "full:");
        Element large = circle(circles, "hash:6000:");
        Element small = circle(circles, "hash:3000:");
        assertThat(coordinate(small, "cx")).isLessThan(coordinate(large, "cx"));
        assertThat(coordinate(large, "cx")).isLessThan(coordinate(full, "cx")).isBetween(72.0, 560.0);
        assertThat(coordinate(small, "cy")).isGreaterThan(coordinate(large, "cy"));
        assertThat(coordinate(large, "cy"))
                .isGreaterThan(coordinate(full, "cy"))
                .isBetween(48.0, 376.0);
    }

    private static Element circle(NodeList circles, String start) {
        return IntStream.range(0, circles.getLength())
                .mapToObj(i -> (Element) circles.item(i))
                .filter(circle -> circle.getTextContent().startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static double coordinate(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    @Test
    void shouldStayWellFormedWhenNamesAreNot() throws Exception {
        Document svg = parse(List.of(result("<a & \"b\">\u0001", 1, 1000, 0)), "a < b");

        assertThat(texts(svg)).contains("<a & \"b\">", "a < b");
        assertThat(svg.getDocumentElement().getTextContent()).contains("prefers-color-scheme: dark");
    }
}
