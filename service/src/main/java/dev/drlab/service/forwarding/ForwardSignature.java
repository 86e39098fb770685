package dev.drlab.service.forwarding;

import dev.drlab.contract.digest.Sha256;
import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.service.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 with the secret that both regions share, over what a forwarded request asks for and when: method, path with
 * query, SHA-256 of the body, time, idempotency key. It shows that a request comes from the peer region, and so must not
 * be forwarded again.
 */
public final class ForwardSignature {
    /** When the request was signed, in milliseconds since 1970. */
    public static final String TIMESTAMP_HEADER = "X-Drlab-Forward-Timestamp";
    /** The signature, in lower-case hexadecimal. */
    public static final String SIGNATURE_HEADER = HeaderNames.FORWARD_SIGNATURE;
    /** The clocks of the two regions may differ by this, and a signature is good for as long. */
    static final Duration LARGEST_SKEW = Duration.ofSeconds(60);

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** The secret that both regions share. */
    public ForwardSignature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The signature of {@code request} at {@code timestampMillis}. */
    public String sign(ForwardRequest request, long timestampMillis) {
        try {
            String text = String.join(
                    "\n",
                    request.method(),
                    request.target(),
                    Sha256.hex(request.body()),
                    Long.toString(timestampMillis),
                    request.idempotencyKey().orElse(""));
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        }
    }

    /** The fault of a signature that came with {@code request}; empty when it is good. */
    Optional<String> problem(ForwardRequest request, String timestamp, String signature, Instant now) {
        if (timestamp == null || signature == null) {
            return Optional.of("a forwarded request needs both " + TIMESTAMP_HEADER + " and " + SIGNATURE_HEADER);
        }
        long millis;
        try {
            millis = Long.parseLong(timestamp);
        } catch (NumberFormatException e) {
            return Optional.of(TIMESTAMP_HEADER + " is not a number");
        }
        // hashes of equal length in constant time: a guess learns nothing from how long the refusal took
        boolean same = MessageDigest.isEqual(
                sign(request, millis).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
        if (!same) {
            return Optional.of("the forward signature does not match; do both regions have the same "
                    + Variables.FORWARD_SECRET + "?");
        }
        if (Duration.between(Instant.ofEpochMilli(millis), now).abs().compareTo(LARGEST_SKEW) > 0) {
            return Optional.of("the forward signature is more than " + LARGEST_SKEW.toSeconds()
                    + " s away from this region's clock; are both clocks right?");
        }
        return Optional.empty();
    }
}
