package dev.drlab.readiness.region;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads of one region. Whatever is in the way of an answer becomes an {@link UnjudgedException} that names the right. */
public final class RegionReads {
    private static final int FORBIDDEN = 403;
    /** The error codes of a refusal for want of a right; those of SNS and EC2 differ from the rest. */
    private static final List<String> DENIALS = List.of("accessdenied", "authorizationerror", "unauthorized");

    private final String region;
    private final Clients clients;
    private final Set<Right> asked = Collections.synchronizedSet(EnumSet.noneOf(Right.class));

    /** Of the region with that code, by those clients, which stay the caller's to close. */
    public RegionReads(String region, Clients clients) {
        this.region = Objects.requireNonNull(region, "region");
        this.clients = Objects.requireNonNull(clients, "clients");
    }

    /** Its code. */
    public String region() {
        return region;
    }

    /** Every right that was used so far. */
    public Set<Right> asked() {
        synchronized (asked) {
            return Set.copyOf(asked);
        }
    }

    /**
     * The answer of one call.
     *
     * @throws UnjudgedException if there is none, naming the right
     */
    public <C extends SdkClient, T> T ask(Right right, Class<C> type, Function<C, T> call) {
        return find(right, type, call, List.of()).orElseThrow();
    }

    /**
     * The answer of one call, empty when AWS says that what is asked for does not exist.
     *
     * @param notThere how AWS says so: the SDK's exceptions
     * @throws UnjudgedException if there is no answer, naming the right
     */
    public <C extends SdkClient, T> Optional<T> find(
            Right right, Class<C> type, Function<C, T> call, List<Class<? extends SdkException>> notThere) {
        if (!right.client().equals(type)) {
            throw new IllegalArgumentException(right + " is a call of " + right.client());
        }
        asked.add(right);
        try {
            return Optional.of(call.apply(clients.get(type)));
        } catch (AwsServiceException e) {
            if (notThere.stream().anyMatch(kind -> kind.isInstance(e))) {
                return Optional.empty();
            }
            throw new UnjudgedException(refused(right, e), e);
        } catch (SdkException e) {
            throw new UnjudgedException(right.action() + " got no answer in " + region + ": " + oneLine(e), e);
        }
    }

    private String refused(Right right, AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        boolean denied = e.statusCode() == FORBIDDEN
                || DENIALS.stream()
                        .anyMatch(word -> String.valueOf(code)
                                .toLowerCase(Locale.ROOT)
                                .replace(" ", "")
                                .contains(word));
        return denied
                ? region + " refuses " + right.action() + ", so the right " + right.action() + " is missing: "
                        + oneLine(e)
                : right.action() + " failed in " + region + ": " + oneLine(e);
    }

    private static String oneLine(SdkException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
