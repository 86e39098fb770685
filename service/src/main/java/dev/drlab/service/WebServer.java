package dev.drlab.service;

import dev.drlab.contract.service.Paths;
import dev.drlab.service.http.Answers;
import dev.drlab.service.http.BodyReader;
import dev.drlab.service.http.ClientLimits;
import dev.drlab.service.http.ErrorAnswers;
import dev.drlab.service.http.FailureLog;
import dev.drlab.service.http.SlowClients;
import dev.drlab.service.http.UnreadBodies;
import dev.drlab.service.items.ItemsApi;
import dev.drlab.service.metrics.Metrics;
import dev.drlab.service.objects.ObjectsApi;
import dev.drlab.service.request.ApiException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: routes, errors, and an end that lets requests in hand finish. */
public final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    /**
     * More than may use or wait for both pools, the peer and the guard together (612 with the largest pools), so that
     * health checks always find a thread.
     */
    private static final int MOST_THREADS = 736;

    private static final int FEWEST_THREADS = 8;
    private static final int IDLE_MILLIS = 60_000;
    private static final long LONGEST_STOP_MILLIS = 5_000;
    /**
     * A kept connection on which nothing is under way holds up the end no longer. Longer than most requests take: an answer
     * that is being written when such a time is over is cut off.
     */
    private static final long IDLE_AT_STOP_MILLIS = 500;

    /**
     * How long a connection is kept between requests: longer than the balancer's {@code idle_timeout} of 60 s, so that it is
     * the balancer that ends it. A request that it sends while the service closes the connection is a 502 to its client
     * (AWS, <em>Troubleshoot your Application Load Balancers</em>, HTTP 502).
     */
    static final long IDLE_BETWEEN_REQUESTS_MILLIS = 75_000;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH");
    private static final String ITEM_ROUTE = Paths.ITEMS + "/{id}";
    private static final Set<String> PLAIN_ROUTES =
            Set.of(Paths.ITEMS, Paths.HEALTHZ, Paths.ACTIVE, Paths.DBCHECK, Paths.METRICS);

    private final long idleAtStopMillis;
    private final ClientLimits limits;
    private final SlowClients slowClients;
    private final Metrics metrics;
    private final Answers answers;
    private final FailureLog failures = new FailureLog(System::nanoTime, log::info);
    private final Javalin javalin;

    /** With the usual limits. */
    public WebServer(ItemsApi items, ObjectsApi objects, StatusApi status, Metrics metrics, Answers answers) {
        this(items, objects, status, metrics, answers, IDLE_AT_STOP_MILLIS, ClientLimits.DEFAULT);
    }

    /** With other limits. */
    public WebServer(
            ItemsApi items,
            ObjectsApi objects,
            StatusApi status,
            Metrics metrics,
            Answers answers,
            long idleAtStopMillis,
            ClientLimits limits) {
        this.idleAtStopMillis = idleAtStopMillis;
        this.limits = limits;
        this.slowClients = new SlowClients(limits, this::wasSlow);
        this.metrics = metrics;
        this.answers = answers;
        this.javalin = Javalin.create(config -> {
            setUp(config);
            config.routes
                    .get(Paths.HEALTHZ, status::healthz)
                    .get(Paths.ACTIVE, status::active)
                    .get(Paths.DBCHECK, status::dbcheck)
                    .get(Paths.METRICS, status::metrics)
                    .post(Paths.ITEMS, items::create)
                    .get(Paths.ITEMS, items::list)
                    .get(ITEM_ROUTE, items::find)
                    .put(Paths.object("<key>"), objects::put)
                    .get(Paths.object("<key>"), objects::get)
                    .after(new UnreadBodies(limits)::answerAndTake);
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
            server.setHandler(new GracefulHandler(slowClients));
            server.setErrorHandler(new ErrorAnswers(answers.mapper(), this::wasNoHttp));
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

    private void wasSlow(String why) {
        log.info("a slow client was cut off: {}", why);
    }

    private void wasNoHttp(int status, String reason) {
        failures.answered("a request that is no HTTP", status, reason);
        metrics.request("other", "other", Integer.toString(status), 0);
    }

    private void count(Context ctx, Float millis) {
        String outcome = ctx.attribute(Metrics.OUTCOME);
        String method = method(ctx.req().getMethod());
        String route = route(ctx.path());
        boolean failed = ctx.statusCode() >= 500 && (route.startsWith(Paths.ITEMS) || route.startsWith(Paths.OBJECTS));
        if (failed || ctx.attribute(BodyReader.BROKEN) != null) {
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
        if (path.startsWith(Paths.ITEMS + "/")) {
            return ITEM_ROUTE;
        }
        return path.startsWith(Paths.object("")) ? Paths.object("{key}") : "other";
    }

    /** Starts to listen and returns the port. */
    public int start(String host, int port) {
        int bound = javalin.start(host, port).port();
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof AbstractConnector listening) {
                listening.addEventListener(slowClients);
                listening.setIdleTimeout(IDLE_BETWEEN_REQUESTS_MILLIS);
                listening.setShutdownIdleTimeout(idleAtStopMillis);
            }
        }
        return bound;
    }

    /** The idle time-out, in milliseconds, of each connection that is open now. */
    List<Long> idleMillis() {
        return Stream.of(javalin.jettyServer().server().getConnectors())
                .flatMap(connector -> connector.getConnectedEndPoints().stream())
                .map(EndPoint::getIdleTimeout)
                .toList();
    }

    /** Refuses new requests, waits (5 s at most) for those in hand, and stops. */
    @Override
    public void close() {
        javalin.stop();
    }
}
