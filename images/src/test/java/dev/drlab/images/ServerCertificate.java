package dev.drlab.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A certificate for the databases of one test, its own authority.
 *
 * @param authorities the PEM file for clients
 * @param certificate PEM
 * @param key PEM, PKCS #8
 */
record ServerCertificate(Path authorities, String certificate, String key) {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";

    /** Made by the JDK's keytool, for these names and addresses. */
    static ServerCertificate of(Path directory, List<String> names, List<String> addresses) {
        Path store = directory.resolve("server.p12");
        String alternatives = java.util.stream.Stream.concat(
                        names.stream().map(name -> "dns:" + name),
                        addresses.stream().map(ip -> "ip:" + ip))
                .collect(Collectors.joining(","));
        keytool(List.of(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=drlab databases",
                "-ext",
                "bc=ca:true",
                "-ext",
                "san=" + alternatives));
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            String certificate = pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
            String key = pem(
                    "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
            return new ServerCertificate(
                    Files.writeString(directory.resolve("authorities.pem"), certificate), certificate, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keytool's store cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keytool(List<String> arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a certificate was made", e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
