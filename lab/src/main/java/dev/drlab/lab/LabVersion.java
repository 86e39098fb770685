package dev.drlab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions for reports and {@code --version}, filtered into a resource by the build. */
public final class LabVersion {
    private LabVersion() {}

    /** Of drlab. */
    public static String drlab() {
        return read("drlab");
    }

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
