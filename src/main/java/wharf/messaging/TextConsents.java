package wharf.messaging;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/** Who agreed to be texted by a merchant, in which words, and who ended it. Without a recorded yes no text is sent. */
@Service
public class TextConsents {
    private static final String GRANTED = """
            select w.merchant_id, w.phone
            from unnest(:merchants, :phones) as w (merchant_id, phone)
            cross join lateral (
              select c.granted
              from text_consent c
              where c.merchant_id = w.merchant_id
              and c.phone = w.phone
              order by c.id desc
              limit 1
            ) latest
            where latest.granted
            """;
    private static final String RECORD = """
            insert into text_consent (merchant_id, phone, granted, source, wording, recorded_by, recorded_at)
            values (:merchant, :phone, :granted, :source, :wording, :by, :now)
            """;
    private static final String HISTORY = """
            select merchant_id, phone, granted, source, wording, recorded_by, recorded_at
            from text_consent
            where merchant_id = :merchant
            and phone = :phone
            order by id desc
            limit 100
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    TextConsents(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How a merchant came by somebody's yes or no. */
    public enum Source {
        CHECKOUT,
        API,
        KEYWORD,
        OPERATOR
    }

    /** A shopper's number with a merchant. @param phone E.164 */
    public record Subscriber(MerchantId merchant, String phone) {}

    /** One entry of the evidence. */
    public record Entry(
            UUID merchantId,
            String phone,
            boolean granted,
            Source source,
            @Nullable String wording,
            String recordedBy,
            Instant recordedAt) {}

    /**
     * Writes down a yes or a no.
     *
     * @param phone E.164; see {@link Phones}
     * @param wording what the shopper agreed to, word for word; at most 1,000 characters
     */
    @Transactional
    public void record(MerchantId merchant, String phone, boolean granted, Source source, @Nullable String wording) {
        if (Phones.e164(phone, null).filter(phone::equals).isEmpty())
            throw Refusal.invalid("not-a-phone", "phone", phone, "Give the number as E.164, such as +12395550123.");
        jdbc.sql(RECORD)
                .param("merchant", merchant.value())
                .param("phone", phone)
                .param("granted", granted)
                .param("source", source.name())
                .param("wording", wording)
                .param("by", Context.current().actor().name())
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    /** Those whose latest word is yes. */
    @Transactional(readOnly = true)
    public Set<Subscriber> granted(Collection<Subscriber> subscribers) {
        if (subscribers.isEmpty()) return Set.of();
        return new HashSet<>(jdbc.sql(GRANTED)
                .param(
                        "merchants",
                        Sql.ids(subscribers.stream().map(Subscriber::merchant).toList()))
                .param(
                        "phones",
                        Sql.texts(subscribers.stream().map(Subscriber::phone).toList()))
                .query((row, n) -> new Subscriber(
                        new MerchantId(row.getObject("merchant_id", UUID.class)), row.getString("phone")))
                .list());
    }

    /** Everything recorded of a number, latest first. */
    @Transactional(readOnly = true)
    public List<Entry> history(MerchantId merchant, String phone) {
        return jdbc.sql(HISTORY)
                .param("merchant", merchant.value())
                .param("phone", phone)
                .query(Entry.class)
                .list();
    }
}
