package dev.drlab.verifier.job;

import dev.drlab.contract.environment.InvalidEnvironmentException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The job's program: one run, its JSON on standard output, everything else on standard error. */
public final class Main {
    /** Below the 30 s that ECS gives a stopping task unless told otherwise. */
    private static final long STOP_SECONDS = 25;

    private Main() {}

    /**
     * Exits with 0 when exposure and loss were seen to be within the target, 1 when they were not, 2 when the run could not
     * be made or judged.
     * SIGTERM ends the run early, with its result.
     */
    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "dev/drlab/verifier/job/logback.xml");
        }
        System.exit(run());
    }

    private static int run() {
        JobConfig config;
        try {
            config = JobConfig.fromEnvironment(System.getenv());
        } catch (InvalidEnvironmentException e) {
            e.problems().forEach(problem -> System.err.println("configuration: " + problem));
            return JobResult.COULD_NOT_RUN;
        }
        JobClients clients = new JobClients(config.region());
        VerifierJob job = new VerifierJob(config, clients.cloudWatch(), clients.s3());
        CountDownLatch reported = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endEarly(job, reported), "shutdown"));
        try {
            JobResult result = job.run();
            System.out.println(result.json());
            System.out.flush();
            return result.exitCode();
        } catch (IOException e) {
            System.err.println("the ledger cannot be written to " + config.ledgerDirectory() + ": " + e.getMessage());
            return JobResult.COULD_NOT_RUN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JobResult.COULD_NOT_RUN;
        } finally {
            reported.countDown();
        }
    }

    private static void endEarly(VerifierJob job, CountDownLatch reported) {
        job.stop();
        try {
            if (!reported.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("stopped without a result: it took more than " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
