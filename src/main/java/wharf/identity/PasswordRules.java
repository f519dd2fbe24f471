package wharf.identity;

import java.nio.charset.StandardCharsets;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import wharf.shared.Refusal;

/**
 * Passwords have at least 10 characters and at most 72 bytes, as bcrypt reads no more; any characters but control characters. NIST SP
 * 800-63B asks for length and against rules of composition.
 */
@Component
class PasswordRules {
    private static final int SHORTEST = 10;
    private static final int LONGEST_BYTES = 72;

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final String nobody = encoder.encode(Secrets.next(20));

    String hash(String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST)
            throw refused("too-short", "Choose at least " + SHORTEST + " characters.");
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES)
            throw refused("too-long", "Choose at most " + LONGEST_BYTES + " bytes (about as many characters).");
        if (password.chars().anyMatch(Character::isISOControl))
            throw refused("control-character", "Leave out tabs, line breaks and other control characters.");
        return encoder.encode(password);
    }

    boolean matches(String password, String hash) {
        return password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES && encoder.matches(password, hash);
    }

    /** Takes as long as a real comparison, so that time does not tell whether an account exists. */
    void compareWithNobody(String password) {
        matches(password, nobody);
    }

    private static Refusal refused(String code, String message) {
        return Refusal.invalid(code, "password", null, message);
    }
}
