// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

/** The list of everything the distribution ships. */
final class BillOfMaterialsIT {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("rowcast.it.distribution"));
    private static final Path BILL = DISTRIBUTION.resolve("sbom.json");

    @Test
    void shouldListEveryJarWithVersionAndHashWhenPackaged() throws IOException, NoSuchAlgorithmException {
        JsonNode bill = new ObjectMapper().readTree(BILL.toFile());
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode component : bill.get("components")) {
            listed.put(jar(component), sha256(component));
        }
        Map<String, String> shipped = new TreeMap<>();
        try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                shipped.put(jar.getFileName().toString(), sha256(jar));
            }
        }
        // The application is what the bill is of; its jar is made in the same build.
        String application = jar(bill.get("metadata").get("component"));
        assertThat(shipped.remove(application)).isNotNull();
        assertThat(shipped).hasSizeGreaterThan(50);

        assertThat(listed).containsExactlyEntriesOf(shipped);
    }

    @Test
    void shouldFollowTheSchemaItNamesAndHaveNoTimeWhenPackaged() throws IOException {
        JsonNode bill = new ObjectMapper().readTree(BILL.toFile());

        assertThat(bill.get("specVersion").asText()).isEqualTo(Version.VERSION_16.getVersionString());
        assertThat(new JsonParser().validate(BILL.toFile(), Version.VERSION_16)).isEmpty();
        assertThat(bill.get("metadata").has("timestamp")).isFalse();
        assertThat(bill.has("serialNumber")).isFalse();
    }

    private static String jar(JsonNode component) {
        return component.get("name").asText() + "-" + component.get("version").asText() + ".jar";
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.get("hashes")) {
            if (hash.get("alg").asText().equals("SHA-256")) {
                return hash.get("content").asText();
            }
        }
        return "none";
    }

    private static String sha256(Path jar) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }
}
