package dev.drlab.stacks;

import dev.drlab.stacks.config.ConfigException;
import dev.drlab.stacks.config.ConfigParser;
import dev.drlab.stacks.config.LabConfig;
import java.io.IOException;
import java.nio.file.Path;

/** What {@code cdktf synth} runs: reads cdktf.json in the working directory, writes the stacks to cdktf.out. */
public final class Main {
    private Main() {}

    /** Takes no arguments. Exits with 1 when the configuration is refused; the reasons are on standard error. */
    public static void main(String[] args) throws IOException {
        LabConfig config;
        try {
            config = ConfigParser.read(Path.of("cdktf.json"));
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        DrlabApp.synth(config, Path.of("cdktf.out"));
    }
}
