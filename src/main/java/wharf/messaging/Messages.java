package wharf.messaging;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.MerchantId;

/** Tells shoppers things: written at once in the caller's transaction, sent after its commit. */
@Service
public class Messages {
    private final Merchants merchants;
    private final Letters letters;
    private final Outbox outbox;
    private final Work work;
    private final Facts facts;
    private final BusinessClock clock;

    Messages(Merchants merchants, Letters letters, Outbox outbox, Work work, Facts facts, BusinessClock clock) {
        this.merchants = merchants;
        this.letters = letters;
        this.outbox = outbox;
        this.work = work;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Queues those whose dedupe key is new, in the caller's transaction; returns how many that were. Never refuses: an address that cannot be
     * mailed becomes a message that failed, with the reason.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int send(List<NewMessage> messages) {
        if (messages.isEmpty()) return 0;
        var senders = senders(messages.stream().map(NewMessage::merchant).collect(Collectors.toSet()));
        var rows = messages.stream()
                .map(message -> row(message, senders.get(message.merchant())))
                .toList();
        var added = new HashSet<>(outbox.add(rows, clock.instant()));
        var fresh = rows.stream().filter(row -> added.contains(row.id())).toList();
        work.add(
                SendMessages.STEP,
                fresh.stream()
                        .filter(Outbox.Row::isWaiting)
                        .map(row -> new Work.Subject(row.id(), new MerchantId(row.merchantId())))
                        .toList());
        facts.record(
                fresh.stream().filter(row -> !row.isWaiting()).map(this::failed).toList());
        return fresh.size();
    }

    /** Messages in the caller's scope, latest first, before the given one; of one root, of one state, or all. */
    @Transactional(readOnly = true)
    public List<MessageView> list(@Nullable UUID root, @Nullable MessageState state, @Nullable UUID before, int limit) {
        return outbox.views(root, state, before, limit);
    }

    private Map<MerchantId, Merchant> senders(Collection<MerchantId> ids) {
        return merchants.find(ids).stream().collect(Collectors.toMap(Merchant::id, Function.identity()));
    }

    private Outbox.Row row(NewMessage message, @Nullable Merchant merchant) {
        if (merchant == null) throw new IllegalArgumentException("no merchant " + message.merchant());
        var locale = Locale.forLanguageTag(message.locale() == null ? merchant.locale() : message.locale());
        var letter = letters.write(message.content(), merchant, locale);
        var problem = EmailAddress.problem(message.to()).orElse(null);
        return new Outbox.Row(
                Ids.next(),
                message.merchant().value(),
                message.root(),
                merchant.senderEmail(),
                letter.brand(),
                storable(message.to()),
                locale.toLanguageTag(),
                message.content().getClass().getSimpleName(),
                letter.subject(),
                letter.text(),
                letters.html(letter),
                message.dedupeKey(),
                problem == null ? MessageState.QUEUED : MessageState.FAILED,
                0,
                problem,
                clock.instant());
    }

    private Fact failed(Outbox.Row row) {
        return Fact.of(
                        new MerchantId(row.merchantId()),
                        row.root(),
                        "message",
                        row.id(),
                        "message.failed",
                        clock.instant())
                .because(row.reason())
                .with(Map.of("template", row.template(), "channel", "EMAIL"));
    }

    /** An address of any length and content can be shown to people; PostgreSQL stores no NUL. */
    private static String storable(String address) {
        var clean = address.replace('\u0000', '\ufffd');
        return clean.length() > 320 ? clean.substring(0, 320) : clean;
    }
}
