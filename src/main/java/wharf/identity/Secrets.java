package wharf.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Random secrets and their digests. A secret has 256 random bits, so one round of SHA-256 is enough to store it. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** 43 characters of 62 carry 256 bits. */
    private static final int LENGTH = 43;

    private Secrets() {}

    static String next() {
        return next(LENGTH);
    }

    /** Capitals and digits that neither people nor scanners confuse. */
    static String plain(int length) {
        return of("0123456789ABCDEFGHJKMNPQRSTVWXYZ", length);
    }

    static String digits(int length) {
        return of("0123456789", length);
    }

    private static String of(String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        return text.toString();
    }

    static String next(int length) {
        return of(BASE62, length);
    }

    static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
