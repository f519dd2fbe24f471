package wharf.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.feedback.SurveyAnswer.Attention;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** Shoppers' answers, one an order and kind; low ones wait for a person. */
@Service
public class SurveyAnswers {
    static final int LONGEST_COMMENT = 1000;
    private static final int LONGEST_NOTE = 500;

    /** Answers of one order come one after the other. */
    private static final String LOCK = "select merchant_id from survey where order_id = :order for no key update";

    private static final String EARLIER = """
            select score, comment, attention
            from survey_answer
            where order_id = :order
            and kind = :kind
            """;
    private static final String PUT = """
            insert into survey_answer (order_id, kind, merchant_id, score, comment, answered_at, attention)
            values (:order, :kind, :merchant, :score, :comment, :now, :attention)
            on conflict (order_id, kind) do update
            set score = excluded.score, comment = excluded.comment, changed_at = excluded.answered_at, attention = excluded.attention,
                note = null, closed_at = null, closed_by = null
            """;
    private static final String COMMENT = """
            update survey_answer
            set comment = :comment, changed_at = :now
            where order_id = :order
            and kind = :kind
            """;
    private static final String CLOSE = """
            update survey_answer
            set attention = 'CLOSED', note = :note, closed_at = :now, closed_by = :by
            where order_id = :order
            and attention = 'OPEN'
            returning merchant_id
            """;
    private static final String WANTED = """
            where (:merchant::uuid is null or a.merchant_id = :merchant)
            and (:kind::text is null or a.kind = :kind)
            and (:attention::text is null or a.attention = :attention)
            and (:least::int is null or a.score >= :least)
            and (:most::int is null or a.score <= :most)
            and (:since::timestamptz is null or a.answered_at >= :since)
            and (:until::timestamptz is null or a.answered_at < :until)
            and (:text = '' or exists (
              select
              from orders t
              where t.id = a.order_id
              and position(lower(:text) in lower(coalesce(a.comment, '') || ' ' || t.external_id || ' ' || t.number)) > 0))
            """;
    private static final String LIST = """
            select a.order_id, a.kind, a.merchant_id, o.number, o.external_id, o.channel, a.score, a.comment, a.answered_at, a.changed_at,
                   a.attention, a.note, a.closed_at, a.closed_by
            from survey_answer a
            join orders o on o.id = a.order_id
            """ + WANTED + """
            and (:at::timestamptz is null or (a.answered_at, a.order_id, a.kind) %1$s (:at, :id, :ofKind))
            order by a.answered_at %2$s, a.order_id %2$s, a.kind %2$s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted("<", "desc");
    private static final String BACK = LIST.formatted(">", "asc");
    private static final String SUMMARY = """
            select count(*) filter (where a.kind = 'CSAT') as csat_answers,
                   coalesce(sum(a.score) filter (where a.kind = 'CSAT'), 0) as csat_sum,
                   count(*) filter (where a.kind = 'CSAT' and a.score >= 4) as satisfied,
                   count(*) filter (where a.kind = 'NPS') as nps_answers,
                   count(*) filter (where a.kind = 'NPS' and a.score >= 9) as promoters,
                   count(*) filter (where a.kind = 'NPS' and a.score <= 6) as detractors,
                   count(*) filter (where a.attention = 'OPEN') as open
            from survey_answer a
            """ + WANTED;
    /** Nobody answers before being asked: the answers of these surveys are looked for from the same day on, all at once. */
    private static final String ASKED = """
            with asked as (
              select s.order_id
              from survey s
              where s.state = 'SENT'
              and (:merchant::uuid is null or s.merchant_id = :merchant)
              and (:since::timestamptz is null or s.settled_at >= :since)
              and (:until::timestamptz is null or s.settled_at < :until))
            select (select count(*) from asked) as asked,
                   (select count(*)
                    from asked
                    where order_id in (
                      select a.order_id from survey_answer a where :since::timestamptz is null or a.answered_at >= :since)) as answered
            """;

    private static final String OPEN = "select count(*) from survey_answer a\n" + WANTED + "and a.attention = 'OPEN'";

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    SurveyAnswers(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    /** Which answers to look at; null for any. Scores and days include both ends, days are UTC. */
    record Wanted(
            @Nullable MerchantId merchant,
            @Nullable SurveyKind kind,
            @Nullable Attention attention,
            @Nullable Integer least,
            @Nullable Integer most,
            @Nullable LocalDate since,
            @Nullable LocalDate until,
            String text) {
        boolean ofAnyDay() {
            return since == null && until == null;
        }

        Wanted since(LocalDate day) {
            return new Wanted(merchant, kind, attention, least, most, day, until, text);
        }
    }

    private record Earlier(int score, @Nullable String comment, Attention attention) {}

    /**
     * Answers, or changes the answer. Refuses where nobody was asked, and a score beyond the scale. What is answered first is the fact
     * {@code survey.answered}, another score later {@code survey.changed} with what it {@code was}.
     *
     * @param comment null leaves the one there is
     */
    @Transactional
    public void answer(OrderId order, SurveyKind kind, int score, @Nullable String comment) {
        check(kind, score, comment);
        var merchant = jdbc.sql(LOCK)
                .param("order", order.value())
                .query(UUID.class)
                .optional()
                .map(MerchantId::new)
                .orElseThrow(() -> Refusal.notFound("survey of order", order));
        var earlier = earlier(order, kind);
        var said = comment == null ? earlier.map(Earlier::comment).orElse(null) : blankToNull(comment);
        if (earlier.isPresent() && earlier.get().score() == score) {
            if (!java.util.Objects.equals(said, earlier.get().comment())) comment(order, kind, said);
            return;
        }
        jdbc.sql(PUT)
                .param("order", order.value())
                .param("kind", kind.name())
                .param("merchant", merchant.value())
                .param("score", score)
                .param("comment", said)
                .param("now", Sql.timestamp(clock.instant()))
                .param("attention", (kind.isLow(score) ? Attention.OPEN : Attention.NONE).name())
                .update();
        facts.record(
                fact(merchant, order, kind, score, earlier.map(Earlier::score).orElse(null)));
    }

    private Optional<Earlier> earlier(OrderId order, SurveyKind kind) {
        return jdbc.sql(EARLIER)
                .param("order", order.value())
                .param("kind", kind.name())
                .query(Earlier.class)
                .optional();
    }

    private void comment(OrderId order, SurveyKind kind, @Nullable String comment) {
        jdbc.sql(COMMENT)
                .param("order", order.value())
                .param("kind", kind.name())
                .param("comment", comment)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    private Fact fact(MerchantId merchant, OrderId order, SurveyKind kind, int score, @Nullable Integer was) {
        var data = new HashMap<String, Object>(Map.of("kind", kind.name(), "score", score));
        if (was != null) data.put("was", was);
        return Fact.of(
                        merchant,
                        order.value(),
                        "survey",
                        order.value(),
                        was == null ? "survey.answered" : "survey.changed",
                        clock.instant())
                .with(data);
    }

    private static void check(SurveyKind kind, int score, @Nullable String comment) {
        var problems = new java.util.ArrayList<Problem>();
        if (!kind.holds(score))
            problems.add(Problem.of(
                    "out-of-range",
                    "score",
                    score,
                    "Give " + kind.least() + " to " + kind.most() + " for " + kind + "."));
        Texts.check(problems, "comment", comment, LONGEST_COMMENT);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    /** The answers of an order. */
    @Transactional(readOnly = true)
    public Map<SurveyKind, SurveyAnswer> of(OrderId order) {
        var answers = new HashMap<SurveyKind, SurveyAnswer>();
        jdbc.sql("""
                        select a.order_id, a.kind, a.merchant_id, o.number, o.external_id, o.channel, a.score, a.comment, a.answered_at,
                               a.changed_at, a.attention, a.note, a.closed_at, a.closed_by
                        from survey_answer a
                        join orders o on o.id = a.order_id
                        where a.order_id = :order
                        """)
                .param("order", order.value())
                .query((row, n) -> row(row))
                .list()
                .forEach(answer -> answers.put(answer.kind(), answer));
        return answers;
    }

    /** Closes what is open of an order's answers, saying what was done; refuses where nothing is. */
    @Transactional
    public void close(OrderId order, String note) {
        var problems = new java.util.ArrayList<Problem>();
        Texts.require(problems, "note", note, LONGEST_NOTE);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        if (of(order).isEmpty()) throw Refusal.notFound("answer about order", order);
        var now = clock.instant();
        var closed = jdbc.sql(CLOSE)
                .param("order", order.value())
                .param("note", note.strip())
                .param("now", Sql.timestamp(now))
                .param("by", Context.current().actor().name())
                .query(UUID.class)
                .list();
        if (closed.isEmpty())
            throw Refusal.conflict(
                    "nothing-open", "Nothing about this order waits for a person; somebody has closed it.");
        facts.record(
                Fact.of(new MerchantId(closed.getFirst()), order.value(), "survey", order.value(), "survey.closed", now)
                        .because(note.strip()));
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    List<SurveyAnswer> list(Wanted wanted, Turn turn, int limit) {
        var from = turn.from();
        return filtered(turn.back() ? BACK : ONWARD, wanted)
                .param("at", from == null ? null : Sql.timestamp(from.instant(0)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", from == null ? null : from.uuid(1), Types.OTHER)
                .param("ofKind", from == null ? null : from.text(2))
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    private JdbcClient.StatementSpec filtered(String sql, Wanted wanted) {
        return within(jdbc.sql(sql), wanted)
                .param("kind", wanted.kind() == null ? null : wanted.kind().name())
                .param(
                        "attention",
                        wanted.attention() == null ? null : wanted.attention().name())
                .param("least", wanted.least(), Types.INTEGER)
                .param("most", wanted.most(), Types.INTEGER)
                .param("text", wanted.text().strip());
    }

    private static JdbcClient.StatementSpec within(JdbcClient.StatementSpec sql, Wanted wanted) {
        return sql.param(
                        "merchant",
                        wanted.merchant() == null ? null : wanted.merchant().value(),
                        Types.OTHER)
                .param("since", Sql.timestamp(start(wanted.since(), 0)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", Sql.timestamp(start(wanted.until(), 1)), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static @Nullable Instant start(@Nullable LocalDate day, int later) {
        return day == null ? null : day.plusDays(later).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /**
     * What the answers come to.
     *
     * @param asked orders asked about in these days, whatever else is looked at, and of those {@code replied} with any answer
     * @param csatSum the sum of all CSAT scores
     */
    public record Summary(
            long asked,
            long replied,
            long csatAnswers,
            long csatSum,
            long satisfied,
            long npsAnswers,
            long promoters,
            long detractors,
            long open) {
        /** The mean CSAT score; null while there is none. */
        @com.fasterxml.jackson.annotation.JsonProperty
        public @Nullable Double csatAverage() {
            return csatAnswers == 0 ? null : (double) csatSum / csatAnswers;
        }

        /** Those who gave 4 or 5, in percent. */
        @com.fasterxml.jackson.annotation.JsonProperty
        public @Nullable Double satisfiedPercent() {
            return csatAnswers == 0 ? null : 100.0 * satisfied / csatAnswers;
        }

        /** Promoters less detractors, in points from -100 to 100. */
        @com.fasterxml.jackson.annotation.JsonProperty
        public @Nullable Double nps() {
            return npsAnswers == 0 ? null : 100.0 * (promoters - detractors) / npsAnswers;
        }
    }

    private record Counts(
            long csatAnswers,
            long csatSum,
            long satisfied,
            long npsAnswers,
            long promoters,
            long detractors,
            long open) {}

    private record Asked(long asked, long answered) {}

    @Transactional(readOnly = true)
    Summary summary(Wanted wanted) {
        var counts = filtered(SUMMARY, wanted).query(Counts.class).single();
        var asked = within(jdbc.sql(ASKED), wanted).query(Asked.class).single();
        return new Summary(
                asked.asked(),
                asked.answered(),
                counts.csatAnswers(),
                counts.csatSum(),
                counts.satisfied(),
                counts.npsAnswers(),
                counts.promoters(),
                counts.detractors(),
                counts.open());
    }

    /** How many of these answers wait for a person. */
    @Transactional(readOnly = true)
    long open(Wanted wanted) {
        return filtered(OPEN, wanted).query(Long.class).single();
    }

    /** How many orders' shoppers are unhappy and wait, in the caller's scope. */
    @Transactional(readOnly = true)
    public long waiting() {
        return jdbc.sql("select count(distinct order_id) from survey_answer where attention = 'OPEN'")
                .query(Long.class)
                .single();
    }

    private static SurveyAnswer row(ResultSet row) throws SQLException {
        return new SurveyAnswer(
                new OrderId(row.getObject("order_id", UUID.class)),
                SurveyKind.valueOf(row.getString("kind")),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                row.getLong("number"),
                row.getString("external_id"),
                row.getString("channel"),
                row.getInt("score"),
                row.getString("comment"),
                row.getObject("answered_at", OffsetDateTime.class).toInstant(),
                instant(row, "changed_at"),
                Attention.valueOf(row.getString("attention")),
                row.getString("note"),
                instant(row, "closed_at"),
                row.getString("closed_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
