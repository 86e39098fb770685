package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.simulation.process.LoopbackPort;
import dev.drlab.lab.simulation.s3.LabS3;
import dev.drlab.lab.simulation.s3.LabS3Server;
import dev.drlab.lab.simulation.s3.NewVersions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The command as a user starts it, against an S3-compatible endpoint. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class S3RestoreIT {
    private static final String BUCKET = "drlab-test";
    private static final long SECOND_MILLIS = 1100;

    private LabS3Server server;
    private S3Client client;
    private String out;
    private String err;

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = new LabS3Server("us-west-2", BUCKET, LoopbackPort.free(), NewVersions.IGNORED);
        server.start();
        client = LabS3.client(server.uri(), "us-west-2", Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void put(String key, String body) {
        client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(body));
    }

    private String read(String key) {
        return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "s3",
                "restore",
                "--endpoint",
                server.uri().toString(),
                "--path-style",
                "--region",
                "us-west-2",
                "--bucket",
                BUCKET));
        arguments.addAll(List.of(more));
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
            return Main.run(arguments.toArray(String[]::new));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
            out = outBytes.toString(StandardCharsets.UTF_8);
            err = errBytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void showsThePlanThenRestoresAndDoesNothingTheSecondTime() throws InterruptedException {
        put("a/1", "good");
        put("a/2", "good");
        put("b/1", "good");
        Thread.sleep(SECOND_MILLIS);
        String at = Instant.now().toString();
        Thread.sleep(SECOND_MILLIS);
        put("a/1", "bad");
        client.deleteObject(delete -> delete.bucket(BUCKET).key("a/2"));
        put("b/1", "bad");

        assertThat(run("--prefix", "a/", "--at", at, "--dry-run")).isZero();
        assertThat(out)
                .contains("1 to undelete, 1 to revert")
                .contains("dry run")
                .contains("a/2");
        assertThat(read("a/1")).isEqualTo("bad");

        assertThat(run("--prefix", "a/", "--at", at)).isZero();
        assertThat(out).contains("2 keys restored, 0 failed");
        assertThat(read("a/1")).isEqualTo("good");
        assertThat(read("a/2")).isEqualTo("good");
        assertThat(read("b/1")).isEqualTo("bad");

        assertThat(run("--prefix", "a/", "--at", at)).isZero();
        assertThat(out).contains("0 to undelete, 0 to revert").doesNotContain("keys restored");
    }

    @Test
    void aBucketThatIsNotThereIsOneLineAndExitCodeTwo() {
        server.stop();
        server = new LabS3Server("us-west-2", "drlab-other", LoopbackPort.free(), NewVersions.IGNORED);
        server.start();
        assertThat(run("--at", "1h")).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
        assertThat(err).contains("NoSuchBucket").contains("--endpoint");
    }

    @Test
    void aKeyThatTheBucketNeverHadIsOneLineAndExitCodeTwo() {
        put("a/1", "good");
        assertThat(run("--key", "a/1", "--at", "0s")).isZero();
        assertThat(run("--key", "a", "--at", "0s")).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
        assertThat(err).contains("bucket " + BUCKET + " has no version of the key a; check --key");
        assertThat(run("--prefix", "nosuch", "--at", "0s")).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
        assertThat(err).contains("no version of every key that begins with nosuch; check --prefix");
    }

    @Test
    void aKeyWithControlCharactersIsRestoredAndShownWithoutThem() throws InterruptedException {
        String key = "bell\u0007\u001b[2J";
        put(key, "good");
        put("plain", "good");
        Thread.sleep(SECOND_MILLIS);
        String at = Instant.now().toString();
        Thread.sleep(SECOND_MILLIS);
        client.deleteObject(delete -> delete.bucket(BUCKET).key(key));
        client.deleteObject(delete -> delete.bucket(BUCKET).key("plain"));
        assertThat(run("--at", at)).isZero();
        assertThat(out).contains("2 keys restored, 0 failed").contains("bell\\u0007\\u001B[2J");
        assertThat(read(key)).isEqualTo("good");
        assertThat(read("plain")).isEqualTo("good");
    }

    @Test
    void anEndpointThatDoesNotAnswerIsOneLineAndExitCodeTwo() {
        server.stop();
        assertThat(run("--at", "1h")).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
        assertThat(err).doesNotContain("\tat ");
    }
}
