package dev.drlab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the lab runs, filtered into a resource by the build. */
public final class LabVersion {
    private LabVersion() {}

    /** Of the PostgreSQL that the lab runs. */
    public static String postgres() {
        return read("postgres");
    }

    private static String read(String name) {
        Properties properties = new Properties();
        try (InputStream in = LabVersion.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name);
    }
}
