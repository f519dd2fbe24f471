package wharf.messaging;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/** Whether a text is one e-mail address that mail can be sent to. */
final class EmailAddress {
    private static final int LONGEST = 254;

    private EmailAddress() {}

    /** What is wrong with it; empty if nothing is. */
    static Optional<String> problem(String text) {
        if (text.isBlank()) return Optional.of("The address is empty.");
        if (text.length() > LONGEST) return Optional.of("The address is longer than 254 characters.");
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c)))
            return Optional.of("The address holds spaces or control characters.");
        try {
            var parsed = InternetAddress.parse(text, true);
            if (parsed.length != 1 || !text.equals(parsed[0].getAddress()) || !text.contains("@"))
                return Optional.of("This is not one address of the form name@domain.");
            parsed[0].validate();
            return Optional.empty();
        } catch (AddressException e) {
            return Optional.of("This is not an e-mail address: " + e.getMessage());
        }
    }
}
