package wharf.messaging;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wharf.merchant.Merchant;
import wharf.messaging.TextConsents.Subscriber;
import wharf.platform.BusinessClock;
import wharf.shared.Ids;
import wharf.shared.MerchantId;

/**
 * Writes messages as texts for the numbers that agreed to them: the merchant's name, what a mail would have as its subject, and the link. The
 * first text to a number says how to end them.
 */
@Component
class TextRows {
    private final Letters letters;
    private final TextConsents consents;
    private final TextSenders senders;
    private final Outbox outbox;
    private final BusinessClock clock;

    TextRows(Letters letters, TextConsents consents, TextSenders senders, Outbox outbox, BusinessClock clock) {
        this.letters = letters;
        this.consents = consents;
        this.senders = senders;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Texts to whoever agreed; the others are passed over. */
    List<Outbox.Row> of(List<NewMessage> messages, Map<MerchantId, Merchant> merchants) {
        var wanted = messages.stream()
                .filter(message -> message.phone() != null)
                .map(TextRows::subscriber)
                .collect(Collectors.toSet());
        var granted = consents.granted(wanted);
        var agreed = messages.stream()
                .filter(message -> message.phone() != null && granted.contains(subscriber(message)))
                .toList();
        return rows(agreed, merchants, granted.isEmpty() ? Set.of() : outbox.texted(granted));
    }

    /** Texts in answer to one received; they need no hint. */
    List<Outbox.Row> replies(List<NewMessage> messages, Map<MerchantId, Merchant> merchants) {
        return rows(
                messages, merchants, messages.stream().map(TextRows::subscriber).collect(Collectors.toSet()));
    }

    private static Subscriber subscriber(NewMessage message) {
        return new Subscriber(message.merchant(), Objects.requireNonNull(message.phone()));
    }

    private List<Outbox.Row> rows(
            List<NewMessage> messages, Map<MerchantId, Merchant> merchants, Set<Subscriber> know) {
        if (messages.isEmpty()) return List.of();
        var numbers =
                senders.numbers(messages.stream().map(NewMessage::merchant).collect(Collectors.toSet()));
        var told = new HashSet<>(know);
        return messages.stream()
                .map(message -> row(
                        message,
                        Objects.requireNonNull(merchants.get(message.merchant())),
                        Objects.requireNonNull(numbers.get(message.merchant())),
                        told.add(subscriber(message))))
                .toList();
    }

    private Outbox.Row row(NewMessage message, Merchant merchant, String number, boolean first) {
        var locale = MailRows.locale(message, merchant);
        var letter = letters.write(message.content(), merchant, locale);
        return new Outbox.Row(
                Ids.next(),
                message.merchant().value(),
                message.root(),
                Channel.TEXT,
                number,
                letter.brand(),
                Objects.requireNonNull(message.phone()),
                locale.toLanguageTag(),
                message.content().getClass().getSimpleName(),
                letter.subject(),
                letters.text(letter, locale, first),
                "",
                "text:" + message.dedupeKey(),
                MessageState.QUEUED,
                0,
                0,
                null,
                clock.instant(),
                null);
    }
}
