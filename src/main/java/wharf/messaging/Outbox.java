package wharf.messaging;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.MerchantId;

/** The table {@code message}. */
@Repository
class Outbox {
    private static final String INSERT = """
            insert into message (id, merchant_id, root, channel, sender, sender_name, recipient, locale, template, subject, body_text,
                                 body_html, dedupe_key, state, reason, created_at, unsubscribe)
            select m.id, m.merchant_id, m.root, m.channel, m.sender, m.sender_name, m.recipient, m.locale, m.template, m.subject, m.body_text,
                   m.body_html, m.dedupe_key, m.state, m.reason, :now, m.unsubscribe
            from unnest(:ids, :merchants, :roots, :channels, :senders, :senderNames, :recipients, :locales, :templates, :subjects, :texts,
                        :htmls, :keys, :states, :reasons, :unsubscribes)
              as m (id, merchant_id, root, channel, sender, sender_name, recipient, locale, template, subject, body_text, body_html,
                    dedupe_key, state, reason, unsubscribe)
            on conflict (merchant_id, dedupe_key) do nothing
            returning id
            """;
    private static final String SELECT = """
            select id, merchant_id, root, channel, sender, sender_name, recipient, locale, template, subject, body_text, body_html, dedupe_key,
                   state, attempts, round, reason, created_at, unsubscribe
            from message
            """;
    private static final String VIEW = """
            select id, merchant_id, root, channel, recipient, locale, template, subject, state, attempts, reason, created_at, sent_at
            from message
            where (cast(:root as uuid) is null or root = :root)
            and %1$s
            and (cast(:from as uuid) is null or id %2$s :from)
            order by id %3$s
            limit :limit
            """;

    private static final String TEXTED = """
            select w.merchant_id, w.phone
            from unnest(:merchants, :phones) as w (merchant_id, phone)
            where exists (select from message m
                          where m.merchant_id = w.merchant_id and m.channel = 'TEXT' and m.recipient = w.phone)
            """;

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row, written and ready to be sent. @param unsubscribe where its reader ends mails of its kind; null for an order's own news */
    record Row(
            UUID id,
            UUID merchantId,
            UUID root,
            Channel channel,
            String sender,
            String senderName,
            String recipient,
            String locale,
            String template,
            String subject,
            String bodyText,
            String bodyHtml,
            String dedupeKey,
            MessageState state,
            int attempts,
            int round,
            @Nullable String reason,
            Instant createdAt,
            @Nullable String unsubscribe) {
        boolean isWaiting() {
            return state == MessageState.QUEUED || state == MessageState.NOT_CONFIGURED;
        }
    }

    /** Adds those whose key is new, and returns their ids. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<UUID> add(List<Row> rows, Instant now) {
        return jdbc.sql(INSERT)
                .param("ids", Sql.uuids(rows.stream().map(Row::id).toList()))
                .param("merchants", Sql.uuids(rows.stream().map(Row::merchantId).toList()))
                .param("roots", Sql.uuids(rows.stream().map(Row::root).toList()))
                .param(
                        "channels",
                        Sql.texts(rows.stream().map(row -> row.channel().name()).toList()))
                .param("senders", Sql.texts(rows.stream().map(Row::sender).toList()))
                .param(
                        "senderNames",
                        Sql.texts(rows.stream().map(Row::senderName).toList()))
                .param("recipients", Sql.texts(rows.stream().map(Row::recipient).toList()))
                .param("locales", Sql.texts(rows.stream().map(Row::locale).toList()))
                .param("templates", Sql.texts(rows.stream().map(Row::template).toList()))
                .param("subjects", Sql.texts(rows.stream().map(Row::subject).toList()))
                .param("texts", Sql.texts(rows.stream().map(Row::bodyText).toList()))
                .param("htmls", Sql.texts(rows.stream().map(Row::bodyHtml).toList()))
                .param("keys", Sql.texts(rows.stream().map(Row::dedupeKey).toList()))
                .param(
                        "states",
                        Sql.texts(rows.stream().map(row -> row.state().name()).toList()))
                .param("reasons", Sql.texts(rows.stream().map(Row::reason).toList()))
                .param(
                        "unsubscribes",
                        Sql.texts(rows.stream().map(Row::unsubscribe).toList()))
                .param("now", Sql.timestamp(now))
                .query(UUID.class)
                .list();
    }

    List<Row> find(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "where id = any(:ids) order by id")
                .param("ids", Sql.uuids(ids))
                .query(Row.class)
                .list();
    }

    /** Those of the numbers that the merchant has texted before. */
    Set<TextConsents.Subscriber> texted(Collection<TextConsents.Subscriber> subscribers) {
        return new HashSet<>(jdbc.sql(TEXTED)
                .param(
                        "merchants",
                        Sql.ids(subscribers.stream()
                                .map(TextConsents.Subscriber::merchant)
                                .toList()))
                .param(
                        "phones",
                        Sql.texts(subscribers.stream()
                                .map(TextConsents.Subscriber::phone)
                                .toList()))
                .query((row, n) -> new TextConsents.Subscriber(
                        new MerchantId(row.getObject("merchant_id", UUID.class)), row.getString("phone")))
                .list());
    }

    List<Row> notConfigured(int limit) {
        return jdbc.sql(SELECT + "where state = 'NOT_CONFIGURED' order by id limit :limit")
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    List<MessageView> views(@Nullable UUID root, @Nullable MessageState state, Turn turn, int limit) {
        var from = turn.from();
        return jdbc.sql(turn.back() ? view(state, ">", "asc") : view(state, "<", "desc"))
                .param("root", root)
                .param("from", from == null ? null : from.uuid(0))
                .param("limit", limit)
                .query(MessageView.class)
                .list();
    }

    /** The state stands in the statement itself, so that the few that failed are found by an index of their own. */
    private static String view(@Nullable MessageState state, String beyond, String direction) {
        return VIEW.formatted(state == null ? "true" : "state = '" + state.name() + "'", beyond, direction);
    }

    /** Queues a message that failed once more, as another round; false unless it has. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean again(UUID id) {
        return jdbc.sql("""
                        update message
                        set state = 'QUEUED', attempts = 0, round = round + 1
                        where id = :id
                        and state = 'FAILED'
                        """).param("id", id).update() == 1;
    }

    /** Notes what came of trying; false if somebody else has settled it. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean tried(UUID id, MessageState state, @Nullable String reason, @Nullable Instant sentAt) {
        return jdbc.sql("""
                        update message
                        set state = :state, reason = :reason, sent_at = :sentAt, attempts = attempts + 1
                        where id = :id
                        and state in ('QUEUED', 'NOT_CONFIGURED')
                        """)
                        .param("state", state.name())
                        .param("reason", reason)
                        .param("sentAt", Sql.timestamp(sentAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("id", id)
                        .update()
                == 1;
    }
}
