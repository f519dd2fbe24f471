package wharf.messaging.phone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.messaging.TextPort;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.Ids;

/** The provider used unless another is configured: keeps texts in the database, where {@code /phone} shows them. */
@Component
@ConditionalOnProperty(name = "wharf.text.provider", havingValue = "simulated", matchIfMissing = true)
public class SimulatedPhone implements TextPort {
    static final String PROVIDER = "simulated";
    private static final String KEEP = """
            insert into simulated_text (id, merchant_id, reference, sender, recipient, body, sent_at)
            values (:id, :merchant, :reference, :sender, :recipient, :body, :now)
            on conflict (reference) do nothing
            """;
    private static final String CONVERSATIONS = """
            select m.name as merchant, t.sender as number, t.recipient as phone, count(*) as texts, max(t.sent_at) as latest
            from simulated_text t
            join merchant m on m.id = t.merchant_id
            group by m.name, t.sender, t.recipient
            order by latest desc
            limit 50
            """;
    private static final String CONVERSATION = """
            select incoming, body, at
            from (
              select false as incoming, t.body, t.sent_at as at, t.id
              from simulated_text t
              where t.sender = :number and t.recipient = :phone
              union all
              select true, r.body, r.received_at, r.id
              from text_received r
              where r.recipient = :number and r.sender = :phone
            ) both_ways
            order by at, id
            limit 200
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;

    SimulatedPhone(JdbcClient jdbc, TransactionTemplate transaction, BusinessClock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A merchant's number and a shopper's. */
    public record Conversation(String merchant, String number, String phone, long texts, Instant latest) {}

    /** One bubble. @param incoming from the shopper */
    public record Bubble(boolean incoming, String body, Instant at) {}

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public Answer send(Text text) {
        transaction.executeWithoutResult(status -> jdbc.sql(KEEP)
                .param("id", Ids.next())
                .param("merchant", text.merchant().value())
                .param("reference", text.reference())
                .param("sender", text.sender())
                .param("recipient", text.recipient())
                .param("body", text.body())
                .param("now", Sql.timestamp(clock.instant()))
                .update());
        return new Taken(text.reference());
    }

    @Override
    public Optional<Answer> lookUp(String reference) {
        var known = transaction.execute(status -> jdbc.sql("select id from simulated_text where reference = :reference")
                .param("reference", reference)
                .query(UUID.class)
                .optional());
        return known == null ? Optional.empty() : known.map(id -> new Taken(reference));
    }

    @Transactional(readOnly = true)
    public List<Conversation> conversations() {
        return jdbc.sql(CONVERSATIONS).query(Conversation.class).list();
    }

    @Transactional(readOnly = true)
    public List<Bubble> conversation(String number, String phone) {
        return jdbc.sql(CONVERSATION)
                .param("number", number)
                .param("phone", phone)
                .query(Bubble.class)
                .list();
    }
}
