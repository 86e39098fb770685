package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A sentence of the documentation has at most 25 words, so that somebody who reads it once has read it. */
class SentenceLengthTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final int MOST_WORDS = 25;

    @Test
    void noSentenceOfAPageIsLonger() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path page : pages()) {
            for (Sentence sentence : Sentence.of(written(page))) {
                if (sentence.words() > MOST_WORDS) {
                    tooLong.add("%s:%d, %d words: %s"
                            .formatted(HOME.relativize(page), sentence.line(), sentence.words(), sentence.text()));
                }
            }
        }
        assertThat(tooLong)
                .as("sentences of more than " + MOST_WORDS + " words")
                .isEmpty();
    }

    /** From docs/service.md as it once was: semicolons and colons within a sentence do not end it. */
    @Test
    void semicolonsDoNotEndASentence() {
        assertThat(Sentence.of(
                        "Timeouts are fixed: 1 s to connect to anything; 1 s for a control table's or the guard's\n"
                                + "database answer; 3 s for a statement; a pooled connection as long as the request may wait, and\n"
                                + "0.25 s more (0.5 s when one comes late and turns out to be dead). Next."))
                .extracting(Sentence::words)
                .containsExactly(51, 1);
    }

    @Test
    void cellsItemsAndBlocksOfCodeEndASentence() {
        assertThat(Sentence.of(
                        "A list:\n- one two\n  three. Four `a b c` [five six](seven.md).\n\n| a b | c `x|y`. D |\n"
                                + "|---|---|\n```\nnot read\n```\nan end e.g. here (there.) Then"))
                .extracting(Sentence::words)
                .containsExactly(2, 3, 4, 2, 2, 1, 5, 1);
    }

    @Test
    void whatATestWritesIsNotRead() {
        assertThat(Sentence.of("one\n<!-- rows: written by RowsTest -->\ntwo three\n<!-- end of rows -->\nfour"))
                .extracting(Sentence::text)
                .containsExactly("one", "four");
    }

    /** What a page says itself: the figures of docs/performance.md are those that {@code bench} printed. */
    private static String written(Path page) throws IOException {
        String text = Files.readString(page);
        if (!page.endsWith("docs/performance.md")) {
            return text;
        }
        String prose = text.substring(0, text.indexOf("\n## Figures\n"));
        return prose.replaceAll("(?m)^\\|.*$", "|");
    }

    private static List<Path> pages() throws IOException {
        Path docs = HOME.resolve("docs");
        try (Stream<Path> files = Files.walk(docs)) {
            List<Path> pages =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.startsWith(docs.resolve("examples")))
                            .sorted()
                            .toList());
            assertThat(pages).hasSizeGreaterThan(30);
            for (String page : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
                pages.add(HOME.resolve(page));
            }
            return pages;
        }
    }
}
