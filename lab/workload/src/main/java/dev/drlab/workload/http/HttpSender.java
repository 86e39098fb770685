package dev.drlab.workload.http;

import java.util.function.Consumer;

/** Sends requests without blocking and hands each reply over exactly once. */
public interface HttpSender extends AutoCloseable {
    /** {@code POST /items} with that key and value. */
    void write(String key, String value, Consumer<Reply> reply);

    /** {@code GET} of that path. */
    void read(String path, Consumer<Reply> reply);

    @Override
    void close();
}
