package dev.drlab.infra.stacks.deploy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy in front of the emulator: it answers where the emulator has gaps, takes regions down, and records calls
 * without an answer. Every call is logged; refused ones with request and response.
 */
final class EmulatorProxy implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int THREADS = 48;
    private static final int LOGGED_CHARACTERS = 2000;
    /** Headers of a single connection, and headers that each side sets itself. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "content-length", "date", "expect", "host", "server", "transfer-encoding", "upgrade");

    private final URI emulator;
    private final List<EmulatorGap> gaps;
    private final BufferedWriter log;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> darkRegions = ConcurrentHashMap.newKeySet();
    private final Queue<String> intoTheDark = new ConcurrentLinkedQueue<>();
    private final Set<EmulatorGap> unused = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private volatile Optional<Enforcement> enforcement = Optional.empty();

    /**
     * @param emulator answers every call except the gaps
     * @param log file log file of the calls
     */
    EmulatorProxy(URI emulator, List<EmulatorGap> gaps, Path log) throws IOException {
        this.emulator = emulator;
        this.gaps = gaps;
        unused.addAll(gaps);
        this.log = Files.newBufferedWriter(log);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The endpoint of all services. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on every call of an assumed role is checked for its right. */
    void enforce(Enforcement rights) {
        enforcement = Optional.of(rights);
    }

    /** Takes a region down: every call that is signed for it fails from now on. */
    void darken(String region) {
        darkRegions.add(region);
    }

    /** Ends the outage of a region. */
    void lighten(String region) {
        darkRegions.remove(region);
    }

    /** Calls that were signed for a region that was down. */
    List<String> callsToDarkRegions() {
        return List.copyOf(intoTheDark);
    }

    /** Gaps that no call has needed. */
    List<String> unusedGaps() {
        return unused.stream()
                .map(gap -> gap.service() + ":" + gap.operation() + ": " + gap.reason())
                .sorted()
                .toList();
    }

    /** Operations that neither the emulator nor a stub could answer. */
    List<String> unanswered() {
        return unanswered.stream().sorted().toList();
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        log.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        AwsRequest request = AwsRequest.read(exchange);
        AwsResponse response;
        try {
            response = answer(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (RuntimeException e) {
            unanswered.add(request.describe() + ": " + e);
            response = AwsResponse.error(request, "StubFailed", request.describe() + ": " + e);
        }
        write(request, response);
        response.send(exchange);
    }

    private AwsResponse answer(AwsRequest request) throws IOException, InterruptedException {
        if (request.region().isEmpty()) {
            unanswered.add("unsigned " + request.describe());
            return AwsResponse.error(request, "Unsigned", "It is not known which region this is for");
        }
        if (darkRegions.contains(request.region())) {
            intoTheDark.add(request.describe());
            return AwsResponse.error(request, "RegionIsDark", request.region() + " does not answer");
        }
        Optional<Enforcement> enforced = enforcement;
        if (enforced.isPresent()) {
            Optional<String> refusal = enforced.get().refusal(request);
            if (refusal.isPresent()) {
                return AwsResponse.error(request, "AccessDenied", refusal.get()).withStatus(403);
            }
        }
        for (EmulatorGap gap : gaps) {
            if (gap.covers(request)) {
                unused.remove(gap);
                return gap.answer().to(request, this::forward);
            }
        }
        AwsResponse response = forward(request);
        if (isNoAnswer(response)) {
            unanswered.add(request.describe());
            // Not moto's server error, which the provider would retry for a long time.
            return AwsResponse.error(request, "EmulatorGap", request.describe() + " is not emulated");
        }
        return response;
    }

    /** Whether the response is HTML, which comes from the emulator's web server: AWS's errors are XML or JSON. */
    private static boolean isNoAnswer(AwsResponse response) {
        String type = String.valueOf(response.headers().getFirst("Content-Type"));
        boolean page = type.startsWith("text/html")
                && response.text().toLowerCase(Locale.ROOT).contains("<!doctype html");
        return response.status() >= 500 || (response.status() >= 400 && page);
    }

    private AwsResponse forward(AwsRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(emulator + request.pathAndQuery()))
                .timeout(LIMIT)
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (isPassedOn(name)) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        HttpResponse<byte[]> response = client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
        Headers headers = new Headers();
        response.headers().map().forEach((name, values) -> {
            if (isPassedOn(name)) {
                headers.put(name, values);
            }
        });
        return new AwsResponse(response.statusCode(), headers, response.body());
    }

    private static boolean isPassedOn(String header) {
        return !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
    }

    private synchronized void write(AwsRequest request, AwsResponse response) {
        try {
            log.write(LocalTime.now() + " " + response.status() + " " + request.describe());
            log.newLine();
            if (response.status() >= 400) {
                log.write("  > " + start(request.text()));
                log.newLine();
                log.write("  < " + start(response.text()));
                log.newLine();
            }
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String start(String text) {
        return text.substring(0, Math.min(LOGGED_CHARACTERS, text.length())).replace('\n', ' ');
    }
}
