package dev.drlab.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.contract.authority.ControlClient;
import dev.drlab.contract.threads.DaemonThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

class CallLimitsTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private ServerSocket silent;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DaemonThreads.start("silent", this::accept);
    }

    private void accept() {
        try {
            while (true) {
                accepted.add(silent.accept());
            }
        } catch (IOException e) {
            return; // closed at the end
        }
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }

    @Test
    void whoeverAnswersNothingIsWaitedForUntilTheLimitAndAskedOnce() {
        assertThatThrownBy(() -> ask(CallLimits.of(LONG, SHORT).unrepeated())).isInstanceOf(SdkClientException.class);
        assertThat(accepted).hasSize(1);
    }

    @Test
    void aCallIsRepeatedAsOftenAsItsStrategySays() {
        CallLimits thrice = CallLimits.of(LONG, SHORT)
                .repeated(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(3)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .build());
        assertThatThrownBy(() -> ask(thrice)).isInstanceOf(SdkClientException.class);
        assertThat(accepted).hasSize(3);
    }

    @Test
    void theLimitOfACallEndsItWhereAnAnswerMayTakeLonger() {
        assertThatThrownBy(() -> ask(CallLimits.of(LONG, LONG).within(SHORT)))
                .isInstanceOf(ApiCallTimeoutException.class);
        assertThatThrownBy(() -> ask(CallLimits.once(SHORT))).isInstanceOf(SdkClientException.class);
    }

    @Test
    void whatWasConfiguredBeforeStays() {
        AtomicInteger seen = new AtomicInteger();
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .overrideConfiguration(o -> o.addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                        seen.incrementAndGet();
                    }
                }));
        CallLimits.once(SHORT).on(builder);
        assertThat(builder.overrideConfiguration().executionInterceptors()).hasSize(1);
        assertThat(builder.overrideConfiguration().apiCallTimeout()).contains(SHORT);
    }

    @Test
    void aLimitIsAboveZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallLimits.of(Duration.ZERO, SHORT))
                .withMessage("connect is PT0S; it must be above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> CallLimits.of(SHORT, Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallLimits.of(SHORT, SHORT).within(Duration.ZERO));
    }

    private void ask(CallLimits limits) {
        URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
        try (DynamoDbClient client =
                ControlClient.of("us-west-2", Optional.of(address), AnonymousCredentialsProvider.create(), limits)) {
            client.listTables();
        }
    }
}
