package wharf.messaging;

import java.util.Locale;
import java.util.Optional;
import wharf.merchant.Merchant;

/** Adds a link to the foot of messages that others compose. A module that has something to offer there implements it as a bean. */
public interface LetterFooter {
    /** The link for this message, labelled in the language; empty for none. */
    Optional<Letter.Link> under(NewMessage message, Merchant merchant, Locale locale);
}
