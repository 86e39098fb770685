package dev.drlab.cli;

import dev.drlab.console.CommandGroup;
import dev.drlab.contract.version.DrlabVersion;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.IVersionProvider;

/** The version of drlab and of what it runs on. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Stream<String> parts = ServiceLoader.load(CommandGroup.class).stream()
                .map(found -> found.get().version());
        return new String[] {
            "drlab " + DrlabVersion.text(),
            Stream.concat(parts, Stream.of("JDK " + Runtime.version())).collect(Collectors.joining(", "))
        };
    }
}
