// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A self-signed certificate made by the JDK's own tool.
 *
 * @param keyStore the key and the certificate
 * @param trustStore the certificate alone, for those who are to trust it
 */
record Certificates(Path keyStore, Path trustStore) {
    /** Of both stores and of the key. */
    static final String PASSWORD = "store-password";

    /**
     * Creates the stores.
     *
     * @param host the only name the certificate is good for
     */
    static Certificates create(Path directory, String host) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path keyStore = directory.resolve("key.p12");
        Path trustStore = directory.resolve("trust.p12");
        Path certificate = directory.resolve("certificate.pem");
        keytool(keyStore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        keytool(keyStore, "-exportcert", "-rfc", "-file", certificate.toString());
        keytool(trustStore, "-importcert", "-noprompt", "-file", certificate.toString());
        return new Certificates(keyStore, trustStore);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "broker", "-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
