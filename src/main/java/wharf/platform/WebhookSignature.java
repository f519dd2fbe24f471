package wharf.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The three headers of a webhook by the Standard Webhooks scheme 1.0 (standardwebhooks.com): HMAC-SHA256 over {@code id.timestamp.body} under
 * a secret written {@code whsec_} and Base64, several signatures parted by spaces, five minutes of tolerance.
 *
 * @param timestamp seconds since 1970, system time
 */
public record WebhookSignature(
        @Nullable String id,
        @Nullable String timestamp,
        @Nullable String signatures) {
    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Signs a body under one secret, or under an old and a new one while receivers change over. */
    public static WebhookSignature sign(String id, Instant at, byte[] body, String... secrets) {
        var timestamp = Long.toString(at.getEpochSecond());
        var seals = Arrays.stream(secrets)
                .map(secret -> VERSION + Base64.getEncoder().encodeToString(seal(id, timestamp, body, secret)))
                .collect(Collectors.joining(" "));
        return new WebhookSignature(id, timestamp, seals);
    }

    /** A new secret of 256 bits, as the scheme writes it. */
    public static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** Whether one of the secrets has signed this body lately. */
    public boolean holds(byte[] body, Collection<String> secrets, Instant now) {
        if (id == null || timestamp == null || signatures == null || id.isBlank()) return false;
        if (!timestamp.matches("[0-9]{1,12}")) return false;
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        if (age.abs().compareTo(TOLERANCE) > 0) return false;
        boolean held = false;
        for (var secret : secrets) {
            var expected = seal(id, timestamp, body, secret);
            for (var signature : signatures.split(" ")) held |= equal(signature, expected);
        }
        return held;
    }

    private static boolean equal(String signature, byte[] expected) {
        if (!signature.startsWith(VERSION)) return false;
        try {
            return MessageDigest.isEqual(Base64.getDecoder().decode(signature.substring(VERSION.length())), expected);
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private static byte[] seal(String id, String timestamp, byte[] body, String secret) {
        try {
            var key =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
