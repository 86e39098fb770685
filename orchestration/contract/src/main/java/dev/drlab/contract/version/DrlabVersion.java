package dev.drlab.contract.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which drlab this is, filtered into a resource by the build. */
public final class DrlabVersion {
    private DrlabVersion() {}

    /** As in the pom, such as {@code 1.0.0}. */
    public static String text() {
        Properties properties = new Properties();
        try (InputStream in = DrlabVersion.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("drlab");
    }
}
