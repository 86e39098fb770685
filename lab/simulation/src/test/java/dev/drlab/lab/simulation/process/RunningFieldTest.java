package dev.drlab.lab.simulation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.process.RunningField.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class RunningFieldTest {
    private static final List<Note> EARLIER = new ArrayList<>();

    @ExtendWith(RunningNote.class)
    private static Note ofTheClass;

    private static Note before;

    @ExtendWith(RunningNote.class)
    private Note ofTheTest;

    /** A file, until it is closed. */
    static final class Note implements AutoCloseable {
        private final Path file;
        private boolean closed;

        Note(Path directory) throws Exception {
            file = Files.writeString(directory.resolve("note"), "open");
        }

        @Override
        public void close() {
            assertThat(file).exists();
            closed = true;
        }
    }

    static final class RunningNote extends RunningField<Note> {
        RunningNote() {
            super(Note.class, Note::new);
        }
    }

    @BeforeAll
    static void theClassHasItsOwnFromTheBeginning() {
        assertThat(ofTheClass.file).exists();
        before = ofTheClass;
    }

    @BeforeEach
    void everyTestHasItsOwnFromTheBeginning() {
        assertThat(ofTheTest.file).exists();
    }

    @RepeatedTest(2)
    void aTestsIsGoneBeforeTheNextAndTheClasssStays() {
        assertThat(ofTheClass).isSameAs(before);
        assertThat(ofTheClass.closed).isFalse();
        assertThat(ofTheTest).isNotIn(EARLIER);
        assertThat(EARLIER).allSatisfy(earlier -> {
            assertThat(earlier.closed).isTrue();
            assertThat(earlier.file.getParent()).doesNotExist();
        });
        EARLIER.add(ofTheTest);
    }

    @Test
    void othersMayPassThroughItsDirectory() throws Exception {
        assertThat(Files.getPosixFilePermissions(ofTheTest.file.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void aFailedStartSaysItsCauseAndLeavesNoDirectory() {
        List<Path> directories = new ArrayList<>();
        assertThatThrownBy(() -> Running.<Note>open(directory -> {
                    directories.add(directory);
                    Files.createFile(directory.resolve("half"));
                    throw new LabException("no port is free");
                }))
                .isInstanceOf(LabException.class)
                .hasMessage("no port is free");
        assertThat(directories)
                .singleElement()
                .satisfies(directory -> assertThat(directory).doesNotExist());
    }

    @Test
    void aFailedCloseLeavesNoDirectoryEither() throws Exception {
        Running<AutoCloseable> running = Running.open(directory -> () -> {
            throw new LabException("it would not die");
        });
        assertThatThrownBy(running::close).isInstanceOf(LabException.class).hasMessage("it would not die");
        assertThat(running.directory()).doesNotExist();
    }
}
