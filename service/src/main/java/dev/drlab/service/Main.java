package dev.drlab.service;

import dev.drlab.contract.environment.InvalidEnvironmentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one service task until SIGTERM or SIGINT; the environment configures it. */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int BAD_CONFIGURATION = 2;

    private Main() {}

    /** Exits with 2 when the environment is wrong, with 1 when the task cannot start. */
    public static void main(String[] args) {
        ServiceConfig config;
        try {
            config = ServiceConfig.fromEnvironment(System.getenv());
        } catch (InvalidEnvironmentException e) {
            e.problems().forEach(problem -> System.err.println("configuration: " + problem));
            System.exit(BAD_CONFIGURATION);
            return;
        }
        JsonLogging.install();
        Logger log = LoggerFactory.getLogger(Main.class);
        log.info("starting with {}", config);
        try {
            Service service = Service.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
            Thread.currentThread().join(); // the server's threads are daemons
        } catch (IllegalStateException e) {
            log.error("cannot start", e);
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
