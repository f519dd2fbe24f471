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

    /** 4 to 8 digits; goes with a badge, on known devices, under a limit of attempts. */
    String hashPin(String pin) {
        requireGoodPin(pin);
        return encoder.encode(pin);
    }

    void requireGoodPin(String pin) {
        if (!pin.matches("[0-9]{4,8}")) throw Refusal.invalid("bad-pin", "pin", null, "Choose 4 to 8 digits.");
        if (!isGoodPin(pin))
            throw Refusal.invalid(
                    "easy-pin", "pin", null, "Choose other digits than a row of the same, or one counted up or down.");
    }

    /** Not what everybody tries first: 0000, 1234, 4321. */
    static boolean isGoodPin(String pin) {
        int step = pin.charAt(1) - pin.charAt(0);
        boolean even = Math.abs(step) <= 1;
        for (int i = 2; i < pin.length(); i++) even &= pin.charAt(i) - pin.charAt(i - 1) == step;
        return !even;
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
