package wharf.yours;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/** The table {@code trial}: begun, told what its columns mean, run, stopped, deleted. */
@Service
class Trials {
    static final String RUN = "TRIAL";
    static final String TAKE = "TRIAL_TAKE";

    private static final String SELECT = """
            select id, merchant_id, name, state, settings::text as settings, assumptions::text as assumptions, position, rows_read, orders,
                   fit, called_off, tried, message, summary::text as summary, taking::text as taking, created_at, created_by
            from trial
            """;
    private static final String BEGIN = """
            insert into trial (id, merchant_id, name, state, settings, created_at, created_by)
            values (:id, :merchant, :name, 'MAPPING', cast(:settings as jsonb), :now, :actor)
            """;
    private static final String START = """
            update trial
            set state = :state, position = null, message = null, finished_at = null, tried = 0, summary = null,
                settings = coalesce(cast(:settings as jsonb), settings),
                assumptions = coalesce(cast(:assumptions as jsonb), assumptions)
            where id = :id
            and state = any(:from)
            and coalesce(taking ->> 'running', 'false') = 'false'
            """;
    private static final String EMPTY = """
            with rows as (delete from trial_row where trial_id = :id),
                 problems as (delete from trial_problem where trial_id = :id),
                 orders as (delete from trial_order where trial_id = :id),
                 items as (delete from trial_item where trial_id = :id),
                 results as (delete from trial_result where trial_id = :id),
                 files as (update trial_file set rows_read = 0, rows_bad = 0, read = false where trial_id = :id)
            update trial
            set rows_read = 0, orders = 0, fit = 0, called_off = 0, assumptions = null, taking = null
            where id = :id
            """;
    private static final String FORGET_RESULTS = """
            with problems as (delete from trial_problem where trial_id = :id and stage = 'TRYING')
            delete from trial_result
            where trial_id = :id
            """;
    private static final String CANCEL = """
            update trial
            set state = 'CANCELLED', finished_at = :now
            where id = :id
            and state in ('READING', 'CHECKING', 'TRYING')
            """;
    private static final String END = """
            update trial
            set state = :state, message = :message, finished_at = :now
            where id = :id
            and state in ('READING', 'CHECKING', 'TRYING')
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Work work;
    private final BusinessClock clock;
    private final RowMapper<Trial> row;

    Trials(JdbcClient jdbc, JsonMapper json, Work work, BusinessClock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.work = work;
        this.clock = clock;
        this.row = (r, n) -> new Trial(
                r.getObject("id", UUID.class),
                new MerchantId(r.getObject("merchant_id", UUID.class)),
                r.getString("name"),
                TrialState.valueOf(r.getString("state")),
                json.readValue(r.getString("settings"), Settings.class),
                read(r.getString("assumptions"), Assumptions.class),
                r.getString("position"),
                r.getLong("rows_read"),
                r.getInt("orders"),
                r.getInt("fit"),
                r.getInt("called_off"),
                r.getInt("tried"),
                r.getString("message"),
                read(r.getString("summary"), Summary.class),
                read(r.getString("taking"), Taking.class),
                r.getObject("created_at", OffsetDateTime.class).toInstant(),
                r.getString("created_by"));
    }

    private <T> @Nullable T read(@Nullable String text, Class<T> type) {
        return text == null ? null : json.readValue(text, type);
    }

    @Transactional
    public UUID begin(MerchantId merchant, String name, Settings settings) {
        var id = Ids.next();
        jdbc.sql(BEGIN)
                .param("id", id)
                .param("merchant", merchant.value())
                .param("name", name.length() > 200 ? name.substring(0, 200) : name)
                .param("settings", json.writeValueAsString(settings))
                .param("now", Sql.timestamp(clock.instant()))
                .param("actor", Context.current().actor().name())
                .update();
        return id;
    }

    @Transactional(readOnly = true)
    public Optional<Trial> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(row).optional();
    }

    @Transactional(readOnly = true)
    public Trial one(UUID id) {
        return find(id).orElseThrow(() -> Refusal.notFound("trial", id));
    }

    /** The latest first. */
    @Transactional(readOnly = true)
    public List<Trial> latest(@Nullable MerchantId merchant, int limit) {
        return jdbc.sql(SELECT + """
                where (:merchant::uuid is null or merchant_id = :merchant)
                order by id desc
                limit :limit
                """)
                .param("merchant", merchant == null ? null : merchant.value(), java.sql.Types.OTHER)
                .param("limit", limit)
                .query(row)
                .list();
    }

    /** Reads everything from the start. Refuses while it runs, and once orders of it are being taken in. */
    @Transactional
    public void start(UUID id, Settings settings) {
        jdbc.sql(EMPTY).param("id", id).update();
        go(id, TrialState.READING, settings, null, List.of("MAPPING", "DONE", "FAILED", "CANCELLED"));
    }

    /** Tries the same orders under other assumptions. */
    @Transactional
    public void again(UUID id, Assumptions assumptions) {
        jdbc.sql(FORGET_RESULTS).param("id", id).update();
        go(id, TrialState.TRYING, null, assumptions, List.of("DONE"));
    }

    private void go(
            UUID id,
            TrialState state,
            @Nullable Settings settings,
            @Nullable Assumptions assumptions,
            List<String> from) {
        int moved = jdbc.sql(START)
                .param("id", id)
                .param("state", state.name())
                .param("settings", settings == null ? null : json.writeValueAsString(settings))
                .param("assumptions", assumptions == null ? null : json.writeValueAsString(assumptions))
                .param("from", Sql.texts(from))
                .update();
        if (moved == 0) throw busy(id);
        work.add(RUN, id, one(id).merchant());
    }

    private Refusal busy(UUID id) {
        var state = one(id).state();
        return Refusal.conflict(
                "busy", "state", state, "This trial is at work; wait until it is done, or stop it first.");
    }

    @Transactional
    public void cancel(UUID id) {
        one(id);
        jdbc.sql(CANCEL)
                .param("id", id)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    /** Forgets the trial and all it read. Orders taken in for real stay. */
    @Transactional
    public void delete(UUID id) {
        var merchant = one(id).merchant();
        work.remove(RUN, List.of(id));
        work.remove(TAKE, List.of(id));
        jdbc.sql("delete from trial where id = :id and merchant_id = :merchant")
                .param("id", id)
                .param("merchant", merchant.value())
                .update();
    }

    /** Ends a run; a trial that was stopped meanwhile stays so. */
    @Transactional
    public void end(UUID id, TrialState state, @Nullable String message) {
        jdbc.sql(END)
                .param("id", id)
                .param("state", state.name())
                .param("message", message)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    /** Goes on to the next state; false when somebody stopped it. */
    @Transactional
    public boolean proceed(UUID id, TrialState from, TrialState to) {
        return jdbc.sql("update trial set state = :to, position = null where id = :id and state = :from")
                        .param("id", id)
                        .param("from", from.name())
                        .param("to", to.name())
                        .update()
                == 1;
    }

    /** Settings by what the files turned out to be. */
    @Transactional
    public void settle(UUID id, Settings settings) {
        keep(id, "settings", settings);
    }

    @Transactional
    public void assume(UUID id, Assumptions assumptions) {
        keep(id, "assumptions", assumptions);
    }

    @Transactional
    public void sumUp(UUID id, Summary summary) {
        keep(id, "summary", summary);
    }

    private void keep(UUID id, String column, Object value) {
        jdbc.sql("update trial set " + column + " = cast(:value as jsonb) where id = :id")
                .param("id", id)
                .param("value", json.writeValueAsString(value))
                .update();
    }

    /** Begins to take orders in; refuses unless it is done and not taking already. */
    @Transactional
    public void take(UUID id, Taking taking) {
        int begun = jdbc.sql("""
                update trial
                set taking = cast(:taking as jsonb)
                where id = :id
                and state = 'DONE'
                and coalesce(taking ->> 'running', 'false') = 'false'
                """)
                .param("id", id)
                .param("taking", json.writeValueAsString(taking))
                .update();
        if (begun == 0) throw busy(id);
        work.add(TAKE, id, one(id).merchant());
    }

    @Transactional
    public void taking(UUID id, Taking taking) {
        keep(id, "taking", taking);
    }

    /** What the merchant's files of this kind were mapped to last, as JSON; empty when there was none. */
    @Transactional(readOnly = true)
    public Optional<String> remembered(MerchantId merchant, String signature) {
        return jdbc.sql(
                        "select columns::text from trial_mapping where merchant_id = :merchant and signature = :signature")
                .param("merchant", merchant.value())
                .param("signature", signature)
                .query(String.class)
                .optional();
    }

    @Transactional
    public void remember(MerchantId merchant, Map<String, String> columnsBySignature) {
        jdbc.sql("""
                insert into trial_mapping (merchant_id, signature, columns)
                select :merchant, m.signature, cast(m.columns as jsonb)
                from unnest(:signatures, :columns) as m (signature, columns)
                on conflict (merchant_id, signature) do update
                set columns = excluded.columns
                """)
                .param("merchant", merchant.value())
                .param("signatures", Sql.texts(columnsBySignature.keySet()))
                .param("columns", Sql.texts(columnsBySignature.values()))
                .update();
    }
}
