package wharf.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.Scope;

/**
 * Lets somebody without a password do one thing with one subject: follow a parcel, answer a survey, return an order. The token in the address
 * says what, whose and until when, and is authenticated by HMAC-SHA256 (RFC 2104, cut to 128 bits) under a key of the database, so that any
 * node reads it and nobody guesses one. What has expired or was changed opens nothing.
 */
@Component
public class SignedLinks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BODY = 2 * 16 + 8;
    private static final int SEAL = 16;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;
    private volatile @Nullable SecretKeySpec key;

    SignedLinks(JdbcClient jdbc, TransactionTemplate transaction, BusinessClock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What a token opens: one subject of one merchant. */
    public record Link(MerchantId merchant, UUID subject, Instant expires) {
        /** On whose behalf its holder acts: a shopper who sees this merchant's rows. Controllers show only what hangs on the subject. */
        public Context context() {
            return new Context(Scope.of(merchant), Actor.shopper("shopper"), Lane.SCREEN);
        }
    }

    /**
     * A token of 75 characters fit for an address.
     *
     * @param purpose what it may be used for, such as {@code track}; a token of one purpose opens nothing of another
     * @param expires business time, to the second
     */
    public String sign(String purpose, MerchantId merchant, UUID subject, Instant expires) {
        var body = ByteBuffer.allocate(BODY);
        for (var id : new UUID[] {merchant.value(), subject})
            body.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        body.putLong(expires.getEpochSecond());
        return TEXT.encodeToString(ByteBuffer.allocate(BODY + SEAL)
                .put(body.array())
                .put(seal(purpose, body.array()))
                .array());
    }

    /** What a token opens; empty if it is not ours, was made for another purpose, or has expired. */
    public Optional<Link> open(String purpose, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException garbled) {
            return Optional.empty();
        }
        if (bytes.length != BODY + SEAL) return Optional.empty();
        var body = Arrays.copyOf(bytes, BODY);
        if (!MessageDigest.isEqual(seal(purpose, body), Arrays.copyOfRange(bytes, BODY, bytes.length)))
            return Optional.empty();
        var read = ByteBuffer.wrap(body);
        var link = new Link(
                new MerchantId(new UUID(read.getLong(), read.getLong())),
                new UUID(read.getLong(), read.getLong()),
                Instant.ofEpochSecond(read.getLong()));
        return link.expires().isBefore(clock.instant()) ? Optional.empty() : Optional.of(link);
    }

    private byte[] seal(String purpose, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(body), SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private SecretKeySpec key() {
        var known = key;
        if (known != null) return known;
        var secret = java.util.Objects.requireNonNull(transaction.execute(status ->
                jdbc.sql("select secret from link_key").query(byte[].class).single()));
        return key = new SecretKeySpec(secret, ALGORITHM);
    }
}
