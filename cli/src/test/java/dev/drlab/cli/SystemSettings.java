package dev.drlab.cli;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** System properties of one test: behind it they are as they were before. */
public final class SystemSettings implements AfterEachCallback {
    private final Map<String, String> before = new HashMap<>();

    /** Sets a property; null clears it. */
    public void set(String name, String value) {
        if (!before.containsKey(name)) {
            before.put(name, System.getProperty(name)); // null where there was none
        }
        put(name, value);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        before.forEach(SystemSettings::put);
    }

    private static void put(String name, String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }
}
