package dev.drlab.lab.simulation.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.network.CutMode;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.process.LoopbackPort;
import dev.drlab.objects.Restore;
import dev.drlab.objects.RestoreListener;
import dev.drlab.objects.RestoreRequest;
import dev.drlab.objects.RestoreResult;
import dev.drlab.objects.Scope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Both buckets with the real SDK client, over the real links. */
class LabObjectsIT {
    private static final String EAST = "ap-southeast-2";
    private static final String WEST = "us-west-2";

    private Network network;
    private LabObjects objects;

    @BeforeEach
    void start() throws IOException {
        network = new Network();
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put(EAST, LoopbackPort.free());
        ports.put(WEST, LoopbackPort.free());
        objects = new LabObjects(network, ports, "000000000000");
        objects.await();
        practise();
    }

    /** The clients give up after 2 s, and a JVM's first request loads thousands of classes: on a busy machine it takes longer. */
    private void practise() {
        for (String region : List.of(EAST, WEST)) {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(SdkClientException.class)
                    .untilAsserted(() -> put(region, "practice/" + region, "none"));
        }
        awaitSettled();
    }

    @AfterEach
    void stop() {
        objects.close();
        network.close();
    }

    private void put(String region, String key, String body) {
        objects.client(region)
                .putObject(
                        put -> put.bucket(objects.bucket(region))
                                .key(key)
                                .contentType("text/x")
                                .metadata(Map.of("owner", "me")),
                        RequestBody.fromString(body));
    }

    private Optional<String> read(String region, String key) {
        try {
            return Optional.of(objects.client(region)
                    .getObjectAsBytes(get -> get.bucket(objects.bucket(region)).key(key))
                    .asUtf8String());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private HeadObjectResponse head(String region, String key) {
        return objects.client(region)
                .headObject(head -> head.bucket(objects.bucket(region)).key(key));
    }

    private int versions(String region, String key) {
        return objects.client(region)
                .listObjectVersions(list -> list.bucket(objects.bucket(region)).prefix(key))
                .versions()
                .size();
    }

    private void awaitSettled() {
        await().atMost(Duration.ofSeconds(20)).until(objects::settled);
    }

    @Test
    void anObjectIsReplicatedWithItsTypeAndMetadataInBothDirectionsAndOnlyOnce() {
        put(EAST, "a/b c+ü", "one");
        put(WEST, "west", "two");
        awaitSettled();
        assertThat(read(WEST, "a/b c+ü")).contains("one");
        assertThat(read(EAST, "west")).contains("two");
        assertThat(head(WEST, "a/b c+ü").contentType()).isEqualTo("text/x");
        assertThat(head(WEST, "a/b c+ü").metadata()).containsEntry("owner", "me");
        assertThat(versions(EAST, "a/b c+ü")).isOne();
        assertThat(versions(WEST, "a/b c+ü")).isOne();
        assertThat(versions(WEST, "west")).isOne();
    }

    @Test
    void aDeleteMarkerIsNotReplicated() {
        put(EAST, "k", "one");
        awaitSettled();
        objects.client(EAST)
                .deleteObject(delete -> delete.bucket(objects.bucket(EAST)).key("k"));
        awaitSettled();
        assertThat(read(EAST, "k")).isEmpty();
        assertThat(read(WEST, "k")).contains("one");
    }

    @Test
    void aLostRegionRefusesAndComesBackWithItsDataAndSendsWhatWasPending() {
        put(EAST, "before", "one");
        awaitSettled();
        network.storage().cut(CutMode.RESET); // a black hole would deliver the request under way once it is healed
        put(EAST, "pending", "two");
        objects.kill(EAST);
        network.storage().heal();
        assertThatThrownBy(() -> read(EAST, "before")).isInstanceOf(SdkClientException.class);
        assertThat(objects.pending(EAST)).isOne();
        put(WEST, "meanwhile", "three");
        assertThat(read(WEST, "pending")).isEmpty();
        objects.restore(EAST);
        assertThat(read(EAST, "before")).contains("one");
        awaitSettled();
        assertThat(read(WEST, "pending")).contains("two");
        assertThat(read(EAST, "meanwhile")).contains("three");
    }

    @Test
    void anOldVersionThatArrivesLateDoesNotCoverAYoungerWrite() throws InterruptedException {
        network.storage().cut();
        put(EAST, "k", "old");
        Thread.sleep(1100); // times in headers are whole seconds
        put(WEST, "k", "young");
        network.storage().heal();
        awaitSettled();
        assertThat(read(WEST, "k")).contains("young");
        assertThat(read(EAST, "k")).contains("young");
    }

    @Test
    void aRestoredVersionIsReplicatedThoughItWasOnceAReplica() throws InterruptedException {
        put(EAST, "k", "good");
        awaitSettled();
        Thread.sleep(1100);
        Instant at = Instant.now();
        Thread.sleep(1100);
        put(WEST, "k", "bad");
        awaitSettled();
        assertThat(read(EAST, "k")).contains("bad");
        S3Client west = objects.client(WEST);
        RestoreRequest request = new RestoreRequest(objects.bucket(WEST), Scope.everything(), at, false);
        RestoreResult result = new Restore(west, request, RestoreListener.NONE).run();
        assertThat(result.done()).isOne();
        awaitSettled();
        assertThat(read(WEST, "k")).contains("good");
        assertThat(read(EAST, "k")).contains("good");
        assertThat(head(WEST, "k").contentType()).isEqualTo("text/x");
        assertThat(new Restore(west, request, RestoreListener.NONE).run().done())
                .isZero();
    }
}
