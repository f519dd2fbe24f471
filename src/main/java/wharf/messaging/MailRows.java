package wharf.messaging;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import wharf.merchant.Merchant;
import wharf.platform.BusinessClock;
import wharf.shared.Ids;
import wharf.shared.MerchantId;

/** Writes messages as mails. */
@Component
class MailRows {
    private final Letters letters;
    private final ObjectProvider<LetterFooter> footers;
    private final BusinessClock clock;

    MailRows(Letters letters, ObjectProvider<LetterFooter> footers, BusinessClock clock) {
        this.letters = letters;
        this.footers = footers;
        this.clock = clock;
    }

    List<Outbox.Row> of(List<NewMessage> messages, Map<MerchantId, Merchant> senders) {
        return messages.stream()
                .filter(message -> message.to() != null)
                .map(message -> row(message, java.util.Objects.requireNonNull(senders.get(message.merchant()))))
                .toList();
    }

    private Outbox.Row row(NewMessage message, Merchant merchant) {
        var to = java.util.Objects.requireNonNull(message.to());
        var locale = locale(message, merchant);
        var letter = letters.write(message.content(), merchant, locale).above(footer(message, merchant, locale));
        var problem = EmailAddress.problem(to).orElse(null);
        return new Outbox.Row(
                Ids.next(),
                message.merchant().value(),
                message.root(),
                Channel.EMAIL,
                merchant.senderEmail(),
                letter.brand(),
                storable(to),
                locale.toLanguageTag(),
                message.content().getClass().getSimpleName(),
                letter.subject(),
                letter.text(),
                letters.html(letter),
                message.dedupeKey(),
                problem == null ? MessageState.QUEUED : MessageState.FAILED,
                0,
                0,
                problem,
                clock.instant(),
                message.content() instanceof Content.Thanks thanks ? thanks.stop() : null);
    }

    private List<Letter.Link> footer(NewMessage message, Merchant merchant, Locale locale) {
        return footers.stream()
                .flatMap(below -> below.under(message, merchant, locale).stream())
                .toList();
    }

    static Locale locale(NewMessage message, Merchant merchant) {
        return Locale.forLanguageTag(message.locale() == null ? merchant.locale() : message.locale());
    }

    /** An address of any length and content can be shown to people; PostgreSQL stores no NUL. */
    private static String storable(String address) {
        var clean = address.replace('\u0000', '\ufffd');
        return clean.length() > 320 ? clean.substring(0, 320) : clean;
    }
}
