package wharf.payment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Pipeline;
import wharf.platform.Sql;

/** The table {@code tender}. Whoever changes a payment first locks all tenders of its reference, in order. */
@Repository
class Tenders {
    private static final String INSERT = """
            insert into tender (id, reference, number, merchant_id, method, mode, currency, amount_minor, instrument, direct_minor, registered_at,
                                supplement)
            select t.*, :now, :supplement
            from unnest(:ids, :references, :numbers, :merchants, :methods, :modes, :currencies, :amounts, :instruments, :directs) as t
            """;
    private static final String SELECT = """
            select id, reference, number, merchant_id, method, mode, currency, amount_minor, instrument, round, closing, supplement,
                   authorised_minor, direct_minor, capturing_minor, captured_minor, voiding_minor, released_minor,
                   refunding_minor, refunded_minor
            from tender
            where reference = any(:references)
            order by reference, number
            """;
    private static final String APPLY = """
            update tender t
            set authorised_minor = t.authorised_minor + c.authorised,
                direct_minor = t.direct_minor + c.direct,
                capturing_minor = t.capturing_minor + c.capturing,
                captured_minor = t.captured_minor + c.captured,
                voiding_minor = t.voiding_minor + c.voiding,
                released_minor = t.released_minor + c.released,
                refunding_minor = t.refunding_minor + c.refunding,
                refunded_minor = t.refunded_minor + c.refunded
            from unnest(:ids, :authorised, :direct, :capturing, :captured, :voiding, :released, :refunding, :refunded)
              as c (id, authorised, direct, capturing, captured, voiding, released, refunding, refunded)
            where t.id = c.id
            """;
    private static final String CLOSE = """
            update tender t
            set closing = c.cause
            from unnest(:references, :causes) as c (reference, cause)
            where t.reference = c.reference
            and t.closing is null
            """;
    private static final String AUTHORISED_BEFORE = """
            select distinct reference
            from tender
            where mode = 'AUTHORISE'
            and authorised_minor > captured_minor + released_minor
            and registered_at < :before
            """;

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final BusinessClock clock;

    Tenders(JdbcClient jdbc, Pipeline pipeline, BusinessClock clock) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /** Inserts them all in one statement; a direct tender counts at once. {@code ids} are theirs, in the same order. */
    @Transactional(propagation = Propagation.MANDATORY)
    void insert(List<UUID> ids, List<NewTender> tenders, boolean supplement) {
        pipeline.sql(INSERT)
                .param("supplement", supplement)
                .param("ids", Sql.uuids(ids))
                .param("references", Sql.uuids(tenders, NewTender::reference))
                .param("numbers", Sql.ints(tenders, NewTender::number))
                .param("merchants", Sql.ids(tenders, NewTender::merchant))
                .param("methods", Sql.texts(tenders, t -> t.method().name()))
                .param("modes", Sql.texts(tenders, t -> t.mode().name()))
                .param("currencies", Sql.texts(tenders, t -> t.amount().currency()))
                .param("amounts", Sql.longs(tenders, t -> t.amount().minor()))
                .param("instruments", Sql.texts(tenders, NewTender::instrument))
                .param("directs", Sql.longs(tenders, Tenders::direct))
                .param("now", Sql.timestamp(clock.instant()))
                .send();
    }

    private static long direct(NewTender tender) {
        return tender.mode() == Mode.DIRECT ? tender.amount().minor() : 0;
    }

    /** By reference, each one's by number. */
    List<Tender> of(Collection<UUID> references) {
        return jdbc.sql(SELECT)
                .param("references", Sql.uuids(references))
                .query(Tender.class)
                .list();
    }

    /** As {@link #of}, and locked until the end of the transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Tender> lock(Collection<UUID> references) {
        return jdbc.sql(SELECT + "for no key update")
                .param("references", Sql.uuids(references))
                .query(Tender.class)
                .list();
    }

    /** The changes, by tender. */
    @Transactional(propagation = Propagation.MANDATORY)
    void apply(Map<UUID, Change> changes) {
        var real = changes.entrySet().stream()
                .filter(change -> !change.getValue().isNone())
                .toList();
        if (real.isEmpty()) return;
        jdbc.sql(APPLY)
                .param("ids", Sql.uuids(real, Map.Entry::getKey))
                .param("authorised", amounts(real, Change::authorisedMinor))
                .param("direct", amounts(real, Change::directMinor))
                .param("capturing", amounts(real, Change::capturingMinor))
                .param("captured", amounts(real, Change::capturedMinor))
                .param("voiding", amounts(real, Change::voidingMinor))
                .param("released", amounts(real, Change::releasedMinor))
                .param("refunding", amounts(real, Change::refundingMinor))
                .param("refunded", amounts(real, Change::refundedMinor))
                .update();
    }

    private static SqlArrayValue amounts(List<Map.Entry<UUID, Change>> changes, ToLongFunction<Change> amount) {
        return Sql.longs(changes, change -> amount.applyAsLong(change.getValue()));
    }

    /** Whatever is left of these is to be given up, now and when a call that is out comes back. */
    @Transactional(propagation = Propagation.MANDATORY)
    void close(Map<UUID, String> causes) {
        jdbc.sql(CLOSE)
                .param("references", Sql.uuids(causes.keySet()))
                .param("causes", Sql.texts(causes.values()))
                .update();
    }

    /** Whatever is left of this one is to be given up; the others go on. */
    @Transactional(propagation = Propagation.MANDATORY)
    void closeOne(UUID tender, String cause) {
        jdbc.sql("update tender set closing = :cause where id = :id and closing is null")
                .param("cause", cause)
                .param("id", tender)
                .update();
    }

    /** The tender covers another amount from now on. */
    @Transactional(propagation = Propagation.MANDATORY)
    void cover(UUID tender, long minor) {
        jdbc.sql("update tender set amount_minor = :minor where id = :id")
                .param("minor", minor)
                .param("id", tender)
                .update();
    }

    /** The next authorisation of this tender is another one, not a repetition. */
    @Transactional(propagation = Propagation.MANDATORY)
    void nextRound(UUID tender) {
        jdbc.sql("update tender set round = round + 1 where id = :id")
                .param("id", tender)
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void replaceInstrument(UUID tender, Method method, String instrument) {
        jdbc.sql("update tender set method = :method, instrument = :instrument where id = :id")
                .param("method", method.name())
                .param("instrument", instrument)
                .param("id", tender)
                .update();
    }

    List<UUID> authorisedBefore(java.time.Instant before) {
        return jdbc.sql(AUTHORISED_BEFORE)
                .param("before", Sql.timestamp(before))
                .query(UUID.class)
                .list();
    }
}
