package dev.drlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A sentence of a Markdown page.
 *
 * @param line the line, from 1, on which its paragraph, list item or table row begins
 * @param words words with a letter or a digit in them; inline code, a link's address and a URL are one word each
 * @param text the sentence without emphasis and addresses
 */
record Sentence(int line, int words, String text) {
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("!?\\[([^]]*)](?:\\([^)]*\\)|\\[[^]]*])");
    private static final Pattern URL = Pattern.compile("https?://\\S+");
    private static final Pattern END = Pattern.compile("(?<=[.?!])(?<!\\b(?:e\\.g|i\\.e)\\.)[)\"”’]*\\s+|\\s·\\s");
    private static final Pattern ITEM = Pattern.compile("(?:[-*]|\\d{1,2}\\.) ");
    private static final Pattern RULE = Pattern.compile("\\|[-|: ]+");
    private static final Pattern GENERATED = Pattern.compile("<!-- .+: written by \\w+ -->");
    private static final Pattern GENERATED_END = Pattern.compile("<!-- end of .+ -->");

    /**
     * The sentences of a page in their order. A paragraph, a list item, a heading and a table's cell end one, and so
     * does whatever follows: a colon before a list or a block of code needs no full stop. Blocks of code and parts that
     * a test writes (from {@code <!-- x: written by Y -->} to {@code <!-- end of x -->}) have none.
     */
    static List<Sentence> of(String markdown) {
        Reader reader = new Reader();
        markdown.lines().forEach(reader::read);
        reader.endBlock();
        return reader.sentences;
    }

    private static final class Reader {
        private final List<Sentence> sentences = new ArrayList<>();
        private final StringBuilder block = new StringBuilder();
        private int number;
        private int blockLine;
        private boolean inCode;
        private boolean inGenerated;

        void read(String raw) {
            number++;
            String line = raw.strip();
            if (line.startsWith("```")) {
                inCode = !inCode;
                endBlock();
            } else if (!inCode) {
                readProse(line);
            }
        }

        private void readProse(String line) {
            inGenerated = (inGenerated || GENERATED.matcher(line).matches())
                    && !GENERATED_END.matcher(line).matches();
            if (inGenerated || line.isEmpty() || line.startsWith("#") || line.startsWith("<!--")) {
                endBlock();
            } else if (line.startsWith("|")) {
                endBlock();
                readRow(line);
            } else {
                readText(line);
            }
        }

        private void readRow(String line) {
            if (!RULE.matcher(line).matches()) {
                for (String cell : CODE.matcher(line).replaceAll("C").split("(?<!\\\\)\\|")) {
                    add(number, cell);
                }
            }
        }

        private void readText(String line) {
            boolean item = ITEM.matcher(line).lookingAt();
            if (item) {
                endBlock();
            }
            if (block.isEmpty()) {
                blockLine = number;
            }
            block.append(item ? ITEM.matcher(line).replaceFirst("") : line).append(' ');
        }

        private void endBlock() {
            add(blockLine, block.toString());
            block.setLength(0);
        }

        private void add(int line, String text) {
            String plain = CODE.matcher(text).replaceAll("C");
            plain = LINK.matcher(plain).replaceAll("$1");
            plain = URL.matcher(plain).replaceAll("U").replace("*", "");
            for (String sentence : END.split(plain.strip())) {
                int words = words(sentence);
                if (words > 0) {
                    sentences.add(new Sentence(line, words, sentence));
                }
            }
        }

        private static int words(String sentence) {
            int words = 0;
            for (String word : sentence.split("\\s+")) {
                if (word.chars().anyMatch(Character::isLetterOrDigit)) {
                    words++;
                }
            }
            return words;
        }
    }
}
