package dev.drlab.lab.simulation.process;

import dev.drlab.lab.simulation.DirectoryTree;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Fills the fields that name it in {@code @ExtendWith} with something that runs in a new directory of its own, so that a
 * test class says in one line what it needs. A static field's runs for the class and is there before
 * {@code @BeforeAll}; another field's runs for one test and is there before {@code @BeforeEach}. Each is closed after the
 * last {@code @AfterAll} or {@code @AfterEach}, whether tests or their preparation failed or not; then its directory is
 * deleted.
 *
 * @param <T> what runs
 */
public abstract class RunningField<T extends AutoCloseable> implements BeforeAllCallback, BeforeEachCallback {
    private final Class<T> type;
    private final Opening<T> opening;

    /** For fields of exactly that type. */
    protected RunningField(Class<T> type, Opening<T> opening) {
        this.type = Objects.requireNonNull(type, "type");
        this.opening = Objects.requireNonNull(opening, "opening");
    }

    /**
     * Brings something up.
     *
     * @param <T> what runs then
     */
    @FunctionalInterface
    public interface Opening<T> {
        /**
         * Starts it in {@code directory}, which is empty.
         *
         * @throws Exception when it does not start; it has closed everything that it opened
         */
        T in(Path directory) throws Exception;
    }

    @Override
    public final void beforeAll(ExtensionContext context) throws Exception {
        for (Field field : fields(context, ModifierSupport::isStatic)) {
            fill(field, null, context);
        }
    }

    @Override
    public final void beforeEach(ExtensionContext context) throws Exception {
        for (Field field : fields(context, ModifierSupport::isNotStatic)) {
            fill(field, context.getRequiredTestInstance(), context);
        }
    }

    private List<Field> fields(ExtensionContext context, Predicate<Field> kind) {
        return ReflectionSupport.findFields(
                context.getRequiredTestClass(), kind.and(this::namesThis), HierarchyTraversalMode.TOP_DOWN);
    }

    private boolean namesThis(Field field) {
        return AnnotationSupport.findRepeatableAnnotations(field, ExtendWith.class).stream()
                .flatMap(annotation -> Arrays.stream(annotation.value()))
                .anyMatch(getClass()::equals);
    }

    private void fill(Field field, Object instance, ExtensionContext context) throws Exception {
        if (field.getType() != type || ModifierSupport.isFinal(field)) {
            throw new ExtensionConfigurationException(
                    field + " cannot be filled: it has to be a " + type.getName() + " that is not final");
        }
        Running<T> running = Running.open(opening);
        // JUnit closes what is in the store of a class or of a test when that is over.
        context.getStore(ExtensionContext.Namespace.create(RunningField.class)).put(field, running);
        field.setAccessible(true);
        field.set(instance, running.thing());
    }

    /** Something that runs, and the directory that it runs in. */
    record Running<T extends AutoCloseable>(T thing, Path directory) implements AutoCloseable {
        /**
         * Opens it in a new directory, which other users may pass through but not list: PostgreSQL may run as nobody.
         *
         * @throws Exception as {@code opening} throws it; no directory is left then
         */
        static <T extends AutoCloseable> Running<T> open(Opening<T> opening) throws Exception {
            Path directory = newDirectory();
            try {
                return new Running<>(opening.in(directory), directory);
            } catch (Exception | Error e) {
                try {
                    DirectoryTree.delete(directory);
                } catch (RuntimeException alsoFailed) {
                    e.addSuppressed(alsoFailed);
                }
                throw e;
            }
        }

        private static Path newDirectory() throws IOException {
            Path directory = Files.createTempDirectory("drlab-test-");
            return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        }

        @Override
        public void close() throws Exception {
            try (AutoCloseable last = () -> DirectoryTree.delete(directory)) {
                thing.close();
            }
        }
    }
}
