package dev.drlab.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * The source of a class-data archive: a JVM that loads the classes of drlab and of the libraries under load, draws up every
 * command's help, makes an HTTP request, and goes on as a task of the protected service where that is on the class path. For
 * the launcher alone.
 */
public final class ClassData {
    private static final String SERVICE = "dev.drlab.service.Main";
    private static final String CLASS = ".class";
    /**
     * Beginnings of the names of the jars that are loaded whole: drlab's own, and of the libraries those that a running lab or
     * task goes through, most of which the practice here does not reach (it finds no database).
     */
    private static final List<String> LOADED = List.of(
            "drlab-",
            "postgresql-",
            "HikariCP-",
            "javalin-",
            "jetty-ee10-servlet-",
            "jetty-http-",
            "jetty-io-",
            "jetty-server-",
            "jetty-util-",
            "httpcore5-",
            "netty-buffer-",
            "netty-codec-",
            "netty-common-",
            "netty-transport-");

    private ClassData() {}

    /**
     * Ends by itself where there is no service, else as the service does.
     *
     * @throws IOException if a jar on the class path cannot be read, or no socket can be opened
     * @throws ReflectiveOperationException if the service cannot be started
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        String path = System.getProperty("java.class.path");
        for (String place : path.split(Pattern.quote(File.pathSeparator))) {
            String jar = Path.of(place).getFileName().toString();
            if (LOADED.stream().anyMatch(jar::startsWith)) {
                load(place);
            }
        }
        help(Main.commandLine());
        speakHttp();
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

    /** One request from the JDK's client to its server, as a lab's parts exchange them. */
    private static void speakHttp() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.stop(0);
        }
    }

    private static void help(CommandLine command) {
        command.usage(new PrintWriter(Writer.nullWriter()));
        command.getSubcommands().values().forEach(ClassData::help);
    }
}
