// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.rowcast.app.config.ConfigSources;
import io.rowcast.app.config.EffectiveConfig;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests follow the schema of Kubernetes, fit together, and hold settings that Rowcast takes. */
final class KubernetesTest {
    private static final Path FOLDER = Path.of("../docker/kubernetes");
    private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "rowcast");

    private static final Map<String, Map<String, Object>> MANIFESTS = new TreeMap<>();

    @TempDir
    private Path directory;

    @BeforeAll
    static void read() throws IOException {
        for (Object file : (List<?>) kustomization().get("resources")) {
            for (Map<String, Object> manifest : Yaml.all(FOLDER.resolve(file.toString()))) {
                String name = (String) Yaml.at(manifest, "metadata", "name");
                assertThat(MANIFESTS.put(manifest.get("kind") + "/" + name, manifest))
                        .isNull();
            }
        }
    }

    private static Map<String, Object> kustomization() throws IOException {
        return Yaml.one(FOLDER.resolve("kustomization.yaml"));
    }

    /** By the class that Kubernetes' own schema was made into, which refuses unknown fields, wrong types and missing ones. */
    private static void validate(Map<String, Object> manifest) {
        String version = (String) manifest.get("apiVersion");
        assertThat(version).matches("(.*/)?v1");
        try {
            Class.forName("io.kubernetes.client.openapi.models.V1" + manifest.get("kind"))
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, new Gson().toJsonTree(manifest));
        } catch (InvocationTargetException e) {
            throw new AssertionError(manifest.get("kind") + ": " + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no schema of " + manifest.get("kind"), e);
        }
    }

    @Test
    void shouldFollowTheSchemaWhenRead() {
        assertThat(MANIFESTS).hasSize(8);
        MANIFESTS.values().forEach(KubernetesTest::validate);
        assertThat(MANIFESTS.values().stream().map(manifest -> manifest.get("apiVersion") + "/" + manifest.get("kind")))
                .contains("apps/v1/StatefulSet", "policy/v1/PodDisruptionBudget", "networking.k8s.io/v1/NetworkPolicy");
    }

    @Test
    void shouldBeRefusedByTheSchemaWhenAFieldDeepInsideIsMisspelt() {
        Map<String, Object> probe =
                Yaml.map(Yaml.maps(pod(), "containers").get(0).get("livenessProbe"));
        probe.put("periodSecond", probe.remove("periodSeconds"));
        try {
            assertThatThrownBy(() -> validate(statefulSet())).hasMessageContaining("periodSecond");
        } finally {
            probe.put("periodSeconds", probe.remove("periodSecond"));
        }
    }

    @Test
    void shouldListEveryFileWhenAppliedAsAWhole() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(
                            ((List<?>) kustomization().get("resources"))
                                    .stream().map(Object::toString).toList());
        }
    }

    private static Map<String, Object> statefulSet() {
        return MANIFESTS.get("StatefulSet/rowcast");
    }

    private static Map<String, Object> pod() {
        return Yaml.mapAt(statefulSet(), "spec", "template", "spec");
    }

    @Test
    void shouldSelectThePodsOfTheStatefulSetWherePodsAreSelected() {
        assertThat(Yaml.at(statefulSet(), "spec", "template", "metadata", "labels"))
                .isEqualTo(LABELS);
        assertThat(Yaml.at(statefulSet(), "spec", "selector", "matchLabels")).isEqualTo(LABELS);
        assertThat(Yaml.at(MANIFESTS.get("PodDisruptionBudget/rowcast"), "spec", "selector", "matchLabels"))
                .isEqualTo(LABELS);
        assertThat(Yaml.at(MANIFESTS.get("NetworkPolicy/rowcast"), "spec", "podSelector", "matchLabels"))
                .isEqualTo(LABELS);
        for (String service : List.of("Service/rowcast", "Service/rowcast-instances")) {
            assertThat(Yaml.at(MANIFESTS.get(service), "spec", "selector")).isEqualTo(LABELS);
        }
        assertThat(MANIFESTS)
                .containsKey("Service/" + Yaml.at(statefulSet(), "spec", "serviceName"))
                .containsKey("ServiceAccount/" + pod().get("serviceAccountName"));
    }

    @Test
    void shouldMountOnlyWhatIsDeclaredAndWriteToVolumesOnly() {
        Map<String, Object> container = Yaml.maps(pod(), "containers").get(0);
        List<Object> declared = Stream.concat(
                        Yaml.maps(pod(), "volumes").stream().map(volume -> volume.get("name")),
                        Yaml.maps(statefulSet(), "spec", "volumeClaimTemplates").stream()
                                .map(claim -> Yaml.at(claim, "metadata", "name")))
                .toList();
        assertThat(Yaml.maps(container, "volumeMounts").stream().map(mount -> mount.get("name")))
                .containsExactlyInAnyOrderElementsOf(declared);
        assertThat(Yaml.at(container, "securityContext", "readOnlyRootFilesystem"))
                .isEqualTo(true);
        // What the level "restricted" of the pod security standards asks for.
        assertThat(Yaml.at(container, "securityContext", "allowPrivilegeEscalation"))
                .isEqualTo(false);
        assertThat(Yaml.at(container, "securityContext", "capabilities", "drop"))
                .isEqualTo(List.of("ALL"));
        assertThat(Yaml.at(pod(), "securityContext", "runAsNonRoot")).isEqualTo(true);
        assertThat(Yaml.at(pod(), "securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
    }

    @Test
    void shouldBeTakenByRowcastWhenAPodHasStarted() throws IOException {
        Path file = directory.resolve("rowcast.properties");
        Files.writeString(file, (String) Yaml.at(MANIFESTS.get("ConfigMap/rowcast"), "data", "rowcast.properties"));
        assertThat(pod().get("enableServiceLinks"))
                .as("variables for services, which would be refused")
                .isEqualTo(false);
        EffectiveConfig config =
                EffectiveConfig.of(List.of(ConfigSources.file(file), ConfigSources.environment(environment())));
        assertThat(config.http().advertised()).hasValue("rowcast-2.rowcast-instances.rowcast.svc:7600");
        assertThat(config.http().token()).hasValue("secret");
        assertThat(config.kafka()).containsEntry("main.consumer.group.instance.id", "rowcast-2");
        assertThat(config.clustering().partitions()).isEqualTo(12);
    }

    /** The variables of the third pod. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (Map<String, Object> variable : Yaml.maps(pod(), "containers", 0, "env")) {
            Object field = Yaml.at(variable, "valueFrom", "fieldRef", "fieldPath");
            String value = variable.containsKey("value") ? (String) variable.get("value") : "secret";
            if (field != null) {
                value = Map.of("metadata.name", "rowcast-2", "metadata.namespace", "rowcast")
                        .get(field);
            }
            for (Map.Entry<String, String> before : Map.copyOf(environment).entrySet()) {
                value = value.replace("$(" + before.getKey() + ")", before.getValue());
            }
            environment.put((String) variable.get("name"), value);
        }
        return environment;
    }
}
