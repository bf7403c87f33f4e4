// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.config.ConfigSources;
import io.rowcast.app.config.EffectiveConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose files, and what they mount, fit together. */
final class ComposeTest {
    private static final Path FOLDER = Path.of("../docker");

    private static Map<String, Object> services(String file) throws IOException {
        Map<String, Object> services = new HashMap<>(Yaml.mapAt(Yaml.one(FOLDER.resolve(file)), "services"));
        for (Map.Entry<String, Object> service : services.entrySet()) {
            String base = (String) Yaml.at(service.getValue(), "extends", "file");
            if (base != null) {
                service.setValue(services(base).get((String) Yaml.at(service.getValue(), "extends", "service")));
            }
        }
        return services;
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yml", "compose.scale.yml"})
    void shouldNameOnlyWhatIsThereWhenRead(String file) throws IOException {
        Map<String, Object> compose = Yaml.one(FOLDER.resolve(file));
        Map<String, Object> services = services(file);
        Set<String> used = new HashSet<>();
        for (Object service : services.values()) {
            assertThat(Yaml.at(service, "image")).isNotNull();
            for (Object mount : list(service, "volumes")) {
                String source = mount.toString().split(":", -1)[0];
                if (source.startsWith("./")) {
                    assertThat(FOLDER.resolve(source)).exists();
                } else {
                    used.add(source);
                }
            }
            assertThat(Yaml.mapAt(compose, "secrets").keySet()).containsAll(strings(list(service, "secrets")));
            for (Object port : list(service, "ports")) {
                assertThat(port.toString()).as("a port for this machine only").startsWith("127.0.0.1:");
            }
            if (Yaml.at(service, "depends_on") instanceof Map<?, ?> others) {
                assertThat(services.keySet()).containsAll(strings(List.copyOf(others.keySet())));
            }
        }
        assertThat(Yaml.mapAt(compose, "volumes").keySet()).isEqualTo(used);
        assertThat(FOLDER.resolve("demo-token")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yml", "compose.scale.yml"})
    void shouldGiveSettingsThatRowcastTakesToEveryInstance(String file) throws IOException {
        List<String> instances = new ArrayList<>();
        Set<String> members = new HashSet<>();
        for (Map.Entry<String, Object> service : services(file).entrySet()) {
            if ("rowcast".equals(Yaml.at(service.getValue(), "image"))) {
                instances.add(service.getKey());
                Map<String, String> environment = new HashMap<>();
                Yaml.mapAt(service.getValue(), "environment")
                        .forEach((key, value) ->
                                environment.put(key, value.toString().replace("$$", "$")));
                // The file of the secret is in the container only.
                environment.put("ROWCAST_HTTP_TOKEN", "secret");
                EffectiveConfig config = EffectiveConfig.of(List.of(ConfigSources.environment(environment)));
                assertThat(config.http().host()).isEqualTo("0.0.0.0");
                assertThat(config.bootstrapServers()).isPresent();
                members.add(config.kafka().get("main.consumer.group.instance.id"));
                if (file.contains("scale")) {
                    assertThat(config.http().advertised()).hasValue(service.getKey() + ":7600");
                }
            }
        }
        assertThat(instances).hasSize(file.contains("scale") ? 3 : 1);
        assertThat(members).as("a name of its own for each instance").hasSameSizeAs(instances);
    }

    @Test
    void shouldScrapeTheServicesWhenTheirNameIsAsked() throws IOException {
        Map<String, Object> scrape = Yaml.maps(Yaml.one(FOLDER.resolve("prometheus/prometheus.yml")), "scrape_configs")
                .get(0);
        Object name = Yaml.at(scrape, "dns_sd_configs", 0, "names", 0);
        assertThat(services("compose.yml")).containsKey((String) name);
        assertThat(services("compose.scale.yml").entrySet())
                .filteredOn(service -> service.getKey().startsWith("rowcast-"))
                .allSatisfy(service -> assertThat(Yaml.at(service.getValue(), "networks", "default", "aliases", 0))
                        .isEqualTo(name));
        assertThat(Yaml.at(
                        Yaml.one(FOLDER.resolve("grafana/provisioning/datasources/prometheus.yml")),
                        "datasources",
                        0,
                        "uid"))
                .isEqualTo("prometheus");
    }

    @Test
    void shouldTellAndTestEveryAlert() throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));
        String tests = Files.readString(FOLDER.resolve("prometheus/alerts.test.yml"));
        List<Map<String, Object>> alerts = Monitoring.alerts();
        assertThat(alerts).hasSizeGreaterThan(10);
        for (Map<String, Object> alert : alerts) {
            String name = (String) alert.get("alert");
            assertThat(readme).as("docker/README.md").contains("| `" + name + "` |");
            assertThat(tests).as("tests of the rules").contains("alertname: " + name + "\n        exp_alerts:");
            assertThat(Yaml.at(alert, "labels", "severity")).isIn("info", "warning", "critical");
            assertThat(Yaml.at(alert, "annotations", "summary")).isNotNull();
        }
    }

    private static List<?> list(Object value, String key) {
        Object found = Yaml.at(value, key);
        return found == null ? List.of() : (List<?>) found;
    }

    private static List<String> strings(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
