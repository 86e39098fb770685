package dev.drlab.contract.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads the resource {@code version.properties} beside a class, which the build filtered. */
public final class BuildProperties {
    private static final String RESOURCE = "version.properties";

    private BuildProperties() {}

    /**
     * One value of the resource.
     *
     * @param owner the class that the resource lies beside
     * @throws IllegalStateException naming both, when there is no such resource or it has no such value: a build's fault
     */
    public static String read(Class<?> owner, String name) {
        Properties properties = new Properties();
        try (InputStream in = owner.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + RESOURCE + " beside " + owner.getName());
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(RESOURCE + " beside " + owner.getName() + " has no " + name);
        }
        return value;
    }
}
