package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a document between two marks, written from the code. {@code -Ddrlab.writeDocs=true} rewrites it. */
public record DocumentSection(Path document, String begin, String end) {
    /** Asserts that the part equals this text. */
    public void assertHolds(String text) throws IOException {
        String present = Files.readString(document);
        int from = present.indexOf(begin);
        int to = present.indexOf(end);
        assertThat(from).as("mark in " + document).isNotNegative();
        assertThat(to).isGreaterThan(from);
        String expected = present.substring(0, from + begin.length()) + text + present.substring(to);
        if (Boolean.getBoolean("drlab.writeDocs")) {
            Files.writeString(document, expected);
        }
        // Not isEqualTo, whose message would print both documents.
        assertThat(Files.readString(document).equals(expected))
                .as(document + " shows what is in the code; write it anew with -Ddrlab.writeDocs=true")
                .isTrue();
    }
}
