package dev.drlab.cli.version;

import dev.drlab.console.CommandGroup;
import dev.drlab.contract.version.DrlabVersion;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.IVersionProvider;

/** The version of drlab, what it was built from, and what it runs on. */
public final class VersionProvider implements IVersionProvider {
    /** Made by the command line. */
    public VersionProvider() {}

    @Override
    public String[] getVersion() {
        Stream<String> parts = ServiceLoader.load(CommandGroup.class).stream()
                .map(found -> found.get().version());
        return new String[] {
            "drlab " + DrlabVersion.text() + ", " + Origin.ofThisBuild().text(),
            Stream.concat(parts, Stream.of("JDK " + Runtime.version())).collect(Collectors.joining(", "))
        };
    }
}
