package dev.drlab.region;

import dev.drlab.console.CannotRunException;
import dev.drlab.statemachine.aws.AwsClients;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** One region of an account: the clients that a state machine needs, each made at its first use, and closed with it. */
public interface CloudRegion extends AutoCloseable {
    /**
     * Whose credentials these are.
     *
     * @throws CannotRunException if there are none, they are refused, or nobody answers
     */
    Identity identity() throws CannotRunException;

    /** The clients of the services that definitions call. */
    AwsClients clients();

    /** The client that reaches the agent's function. */
    LambdaClient lambda();

    /**
     * Calls {@code listener}, on any thread, with the reason whenever AWS refuses a call because the credentials have run
     * out or were withdrawn.
     */
    void onCredentialsRefused(Consumer<String> listener);

    @Override
    void close();
}
