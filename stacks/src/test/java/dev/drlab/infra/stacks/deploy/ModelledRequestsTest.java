package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Requests to a server that accepts everything, as the emulator accepts too much. */
class ModelledRequestsTest {
    private final ModelledRequests requests = new ModelledRequests();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = (exchange.getRequestHeaders().containsKey("X-Amz-Target") ? "{}" : "<a/>").getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aWholeRequestReachesTheService() {
        try (RdsClient rds = client(RdsClient.builder())) {
            rds.promoteReadReplica(request -> request.dbInstanceIdentifier("drlab"));
        }
        try (SecretsManagerClient secrets = client(SecretsManagerClient.builder())) {
            secrets.getSecretValue(request -> request.secretId("drlab"));
        }
        assertThatCode(requests::requireAllTaken).doesNotThrowAnyException();
    }

    @Test
    void aRequestWithoutARequiredMemberOrWithAnUnknownWordDoesNot() {
        try (RdsClient rds = client(RdsClient.builder())) {
            assertThatThrownBy(() -> rds.promoteReadReplica(request -> request.backupRetentionPeriod(7)))
                    .hasMessageContainingAll("PromoteReadReplica", "dBInstanceIdentifier", "must not be null");
        }
        try (ApplicationAutoScalingClient scaling = client(ApplicationAutoScalingClient.builder())) {
            assertThatThrownBy(() -> scaling.registerScalableTarget(request -> request.serviceNamespace("ecs")
                            .resourceId("service/drlab/drlab-service")
                            .scalableDimension("ecs:tasks")))
                    .hasMessageContainingAll("RegisterScalableTarget", "scalableDimension", "enum");
        }
        assertThatThrownBy(requests::requireAllTaken)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("PromoteReadReplica", "RegisterScalableTarget");
    }

    @Test
    void anOperationWhoseModelIsNotKnownIsNamed() {
        try (RdsClient rds = client(RdsClient.builder())) {
            assertThatThrownBy(() -> rds.stopDBInstance(request -> request.dbInstanceIdentifier("drlab")))
                    .hasMessageContainingAll("StopDBInstance", "nothing is known");
        }
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.region(Region.US_WEST_2)
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(requests))
                .build();
    }
}
