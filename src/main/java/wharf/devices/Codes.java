package wharf.devices;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;

/** Random codes that people can read out, and secrets that they need not; both are stored as digests only. */
final class Codes {
    /** Crockford's Base32: nothing in it is taken for something else. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();
    /** 80 bits: not to be guessed in the minutes a code lives. */
    private static final int CODE = 16;
    /** 260 bits. */
    private static final int SECRET = 52;

    private static final int GROUP = 4;

    private Codes() {}

    /** {@code 7K2M-9QXR-04TD-HW8C}. */
    static String code() {
        var letters = letters(CODE);
        var code = new StringBuilder();
        for (int i = 0; i < CODE; i += GROUP) code.append(i == 0 ? "" : "-").append(letters, i, i + GROUP);
        return code.toString();
    }

    static String secret() {
        return letters(SECRET);
    }

    private static String letters(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        return text.toString();
    }

    /** Of a code as somebody typed it: case, dashes, spaces and look-alikes do not matter. */
    static byte[] digestOfCode(String typed) {
        return digest(typed.toUpperCase(Locale.ROOT)
                .replaceAll("[^0-9A-Z]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1'));
    }

    static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
