// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit finds what is wrong, and says why it cannot tell. */
final class AuditIT {
    private static final int USERS = 200;
    private static final String ROWS = "16";

    private final Deployment deployment = new Deployment(Integer.parseInt(ROWS));

    @TempDir
    private Path directory;

    @Test
    void shouldNameTheRecordAndTheEdgesWhenAStoppedDeploymentIsNotWhatItShouldBe() throws Exception {
        Path file = directory.resolve("events.csv");
        Files.write(file, events());
        RowcastProcess.run(
                directory,
                "run",
                "run",
                "--home",
                home(),
                "--rows",
                ROWS,
                "--input",
                file.toString(),
                "--until-settled");
        audit("good", file).withoutViolations();

        List<String> others = events();
        others.remove("u7,i7");
        others.add("u8,only-in-the-file");
        Path other = directory.resolve("other.csv");
        Files.write(other, others);
        Audited compared = audit("compared", other);
        assertThat(compared.exitCode()).as(compared.output()).isEqualTo(1);
        assertThat(compared.output())
                .contains("user u7 has an edge to item i7, which the input does not leave")
                .contains("user u8 has no edge to item only-in-the-file, which the input leaves");
        assertThat(compared.violations("input")).isEqualTo(2);

        try (RowcastProcess broker = RowcastProcess.start(directory, "broker", "broker", "--home", home())) {
            String servers = broker.awaitLine("bootstrap servers ");
            produce(servers, "user:u9", MappingJson.value(new Mapping(Side.USER, "u9", 3, 3)));
            Audited changed = Audited.run(directory, "changed", "--bootstrap-servers", servers, "--rows", ROWS);
            assertThat(changed.exitCode()).as(changed.output()).isEqualTo(1);
            assertThat(changed.output()).contains("user:u9 has the mapping {\"v\":1,\"row\":3,\"secondary\":3}");
            assertThat(changed.json().get("violations").asLong()).isEqualTo(1);
            assertThat(changed.violations("mappings")).isEqualTo(1);
        }
        Audited otherRows = Audited.run(directory, "other-rows", "--home", home(), "--rows", "17");
        assertThat(otherRows.exitCode()).as(otherRows.output()).isEqualTo(2);
        assertThat(otherRows.output()).contains("rows=16").contains("rows=17");
    }

    @Test
    void shouldSayWhatIsNotQuietWhenEventsKeepComing() {
        try (RowcastProcess demo =
                RowcastProcess.start(directory, "demo", "run", "--home", home(), "--rows", ROWS, "--demo")) {
            demo.awaitLine("events/s");
            Audited audited = Audited.run(directory, "audit", "--home", home(), "--rows", ROWS, "--timeout", "3s");
            assertThat(audited.exitCode()).as(audited.output()).isEqualTo(1);
            assertThat(audited.output())
                    .contains("no consistent cut within the time: ")
                    .contains(deployment.topics().interactions());
            Audited atRest = Audited.run(
                    directory,
                    "at-rest",
                    "--home",
                    home(),
                    "--rows",
                    ROWS,
                    "--at-rest",
                    "--set",
                    "kafka.session.timeout.ms=1000");
            assertThat(atRest.exitCode()).as(atRest.output()).isEqualTo(1);
            assertThat(atRest.output()).contains("so the deployment is running; leave --at-rest out");
            assertThat(demo.interrupt()).as(demo::output).isEqualTo(130);
        }
        Audited stopped = Audited.runPackaged(directory, "stopped", "--home", home(), "--rows", ROWS, "--at-rest")
                .withoutViolations();
        assertThat(stopped.figure("edges")).isPositive();
    }

    private Audited audit(String name, Path against) throws IOException {
        return Audited.runPackaged(directory, name, "--home", home(), "--rows", ROWS, "--against", against.toString());
    }

    private static List<String> events() {
        List<String> events = new ArrayList<>(List.of("user,item"));
        for (int i = 0; i < USERS; i++) {
            events.add("u" + i + ",i" + i % 49);
            events.add("u" + i + ",shared" + i % 7);
        }
        return events;
    }

    private void produce(String servers, String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            deployment.topics().mappings(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    private String home() {
        return directory.resolve("home").toString();
    }
}
