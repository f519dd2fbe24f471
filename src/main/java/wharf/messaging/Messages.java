package wharf.messaging;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Cursor;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Turn;
import wharf.platform.Work;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/** Tells shoppers things: written at once in the caller's transaction, sent after its commit. */
@Service
public class Messages {
    private final Merchants merchants;
    private final MailRows mails;
    private final TextRows texts;
    private final Outbox outbox;
    private final Work work;
    private final Facts facts;
    private final BusinessClock clock;

    Messages(
            Merchants merchants,
            MailRows mails,
            TextRows texts,
            Outbox outbox,
            Work work,
            Facts facts,
            BusinessClock clock) {
        this.merchants = merchants;
        this.mails = mails;
        this.texts = texts;
        this.outbox = outbox;
        this.work = work;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Queues those whose dedupe key is new, in the caller's transaction; returns how many mails and texts that were. Never refuses: an address
     * that cannot be mailed becomes a message that failed, with the reason.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int send(List<NewMessage> messages) {
        if (messages.isEmpty()) return 0;
        var senders = senders(messages.stream().map(NewMessage::merchant).collect(Collectors.toSet()));
        return queue(Stream.concat(mails.of(messages, senders).stream(), texts.of(messages, senders).stream())
                .toList());
    }

    /** Answers a text that a number sent us, consent or not: the law wants STOP confirmed and HELP answered. */
    @Transactional(propagation = Propagation.MANDATORY)
    int reply(NewMessage message) {
        return queue(texts.replies(List.of(message), senders(List.of(message.merchant()))));
    }

    private int queue(List<Outbox.Row> rows) {
        if (rows.isEmpty()) return 0;
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
        return outbox.views(
                root, state, Turn.after(before == null ? null : new Cursor(List.of(before.toString()))), limit);
    }

    /** Messages in the caller's scope, latest first, in reading order of the turn. */
    @Transactional(readOnly = true)
    public List<MessageView> list(@Nullable MessageState state, Turn turn, int limit) {
        return outbox.views(null, state, turn, limit);
    }

    /** The subjects of messages; those out of the caller's scope are absent. */
    @Transactional(readOnly = true)
    public Map<UUID, String> subjects(List<UUID> ids) {
        return outbox.find(ids).stream().collect(Collectors.toMap(Outbox.Row::id, Outbox.Row::subject));
    }

    /** Sends a message that failed once more. Refuses an unknown one, one that has not failed, and an address that cannot be mailed. */
    @Transactional
    public void retry(UUID id) {
        var row = outbox.find(List.of(id)).stream().findFirst().orElseThrow(() -> Refusal.notFound("message", id));
        var problem = row.channel() == Channel.EMAIL ? EmailAddress.problem(row.recipient()) : Optional.<String>empty();
        if (problem.isPresent()) throw Refusal.conflict("bad-address", "recipient", row.recipient(), problem.get());
        if (!outbox.again(id))
            throw Refusal.conflict("not-failed", "Only a message that has failed is sent again; this one has not.");
        work.add(SendMessages.STEP, id, new MerchantId(row.merchantId()));
    }

    private Map<MerchantId, Merchant> senders(Collection<MerchantId> ids) {
        return merchants.find(ids).stream().collect(Collectors.toMap(Merchant::id, Function.identity()));
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
                .with(Map.of(
                        "template", row.template(), "channel", row.channel().name()));
    }
}
