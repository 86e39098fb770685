package dev.drlab.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Set;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: routes, errors, and an end that lets requests in hand finish. */
final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    /**
     * More than may use or wait for both pools, the peer and the guard together (516 with the largest pools), so that
     * health checks always find a thread.
     */
    private static final int MOST_THREADS = 640;

    private static final int FEWEST_THREADS = 8;
    private static final int IDLE_MILLIS = 60_000;
    private static final long LONGEST_STOP_MILLIS = 5_000;
    /**
     * A kept connection on which nothing is under way holds up the end no longer. Longer than most requests take: an answer
     * that is being written when such a time is over is cut off.
     */
    private static final long IDLE_AT_STOP_MILLIS = 500;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH");
    private static final Set<String> PLAIN_ROUTES = Set.of("/items", "/healthz", "/active", "/dbcheck", "/metrics");

    private final long idleAtStopMillis;
    private final Metrics metrics;
    private final Answers answers;
    private final FailureLog failures = new FailureLog(System::nanoTime, log::info);
    private final Javalin javalin;

    WebServer(ItemsApi items, ObjectsApi objects, StatusApi status, Metrics metrics, Answers answers) {
        this(items, objects, status, metrics, answers, IDLE_AT_STOP_MILLIS);
    }

    WebServer(
            ItemsApi items,
            ObjectsApi objects,
            StatusApi status,
            Metrics metrics,
            Answers answers,
            long idleAtStopMillis) {
        this.idleAtStopMillis = idleAtStopMillis;
        this.metrics = metrics;
        this.answers = answers;
        this.javalin = Javalin.create(config -> {
            setUp(config);
            config.routes
                    .get("/healthz", status::healthz)
                    .get("/active", status::active)
                    .get("/dbcheck", status::dbcheck)
                    .get("/metrics", status::metrics)
                    .post("/items", items::create)
                    .get("/items", items::list)
                    .get("/items/{id}", items::find)
                    .put("/objects/<key>", objects::put)
                    .get("/objects/<key>", objects::get);
        });
    }

    private void setUp(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS, IDLE_MILLIS);
        threads.setName("http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(LONGEST_STOP_MILLIS);
            server.setHandler(new GracefulHandler());
        });
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.requestLogger.http(this::count);
        config.routes
                .exception(ApiException.class, (e, ctx) -> answers.error(ctx, e))
                .exception(HttpResponseException.class, (e, ctx) -> answers.error(ctx, e.getStatus(), e.getMessage()))
                .exception(Exception.class, (e, ctx) -> {
                    log.error("{} {} failed", ctx.method(), ctx.path(), e);
                    answers.error(ctx, 500, "internal error; the service's log has the cause");
                });
    }

    private void count(Context ctx, Float millis) {
        String outcome = ctx.attribute(Metrics.OUTCOME);
        String method = method(ctx.req().getMethod());
        String route = route(ctx.path());
        if (ctx.statusCode() >= 500 && (route.startsWith("/items") || route.startsWith("/objects"))) {
            failures.answered(method + " " + route, ctx.statusCode(), reason(ctx, outcome));
        }
        metrics.request(method, route, outcome == null ? Integer.toString(ctx.statusCode()) : outcome, millis);
    }

    private static String reason(Context ctx, String outcome) {
        String reason = ctx.attribute(Answers.REASON);
        if (reason != null) {
            return reason;
        }
        return outcome != null && outcome.startsWith(Metrics.FORWARDED) ? "as the other region did" : "internal error";
    }

    /** A client may call it anything: a label must have few values. */
    private static String method(String sent) {
        return METHODS.contains(sent) ? sent : "other";
    }

    /** The route, not the path: a label must have few values. */
    private static String route(String path) {
        if (PLAIN_ROUTES.contains(path)) {
            return path;
        }
        if (path.startsWith("/items/")) {
            return "/items/{id}";
        }
        return path.startsWith("/objects/") ? "/objects/{key}" : "other";
    }

    /** Starts to listen and returns the port. */
    int start(String host, int port) {
        int bound = javalin.start(host, port).port();
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof AbstractConnector listening) {
                listening.setShutdownIdleTimeout(idleAtStopMillis);
            }
        }
        return bound;
    }

    /** Refuses new requests, waits (5 s at most) for those in hand, and stops. */
    @Override
    public void close() {
        javalin.stop();
    }
}
