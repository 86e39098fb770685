package dev.drlab.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * The source of a class-data archive: a JVM that loads the classes of drlab, draws up every command's help, and goes on
 * as a task of the protected service where that is on the class path. For the launcher alone.
 */
public final class ClassData {
    private static final String SERVICE = "dev.drlab.service.Main";
    private static final String CLASS = ".class";

    private ClassData() {}

    /**
     * Ends by itself where there is no service, else as the service does.
     *
     * @throws IOException if a jar on the class path cannot be read
     * @throws ReflectiveOperationException if the service cannot be started
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        String path = System.getProperty("java.class.path");
        for (String place : path.split(Pattern.quote(File.pathSeparator))) {
            if (Path.of(place).getFileName().toString().startsWith("drlab-")) {
                load(place);
            }
        }
        help(Main.commandLine());
        Class<?> service;
        try {
            service = Class.forName(SERVICE);
        } catch (ClassNotFoundException withoutTheLab) {
            return;
        }
        service.getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static void load(String jar) throws IOException {
        List<String> names;
        try (JarFile file = new JarFile(jar)) {
            names = file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF"))
                    .map(name ->
                            name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
                    .toList();
        }
        for (String name : names) {
            try {
                Class.forName(name, false, ClassData.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                // needs a library that is not here; then it is not used here either
            }
        }
    }

    private static void help(CommandLine command) {
        command.usage(new PrintWriter(Writer.nullWriter()));
        command.getSubcommands().values().forEach(ClassData::help);
    }
}
