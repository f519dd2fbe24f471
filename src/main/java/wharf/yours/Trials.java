package wharf.yours;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
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

/** The table {@code trial}: begun, told what its columns mean, run, stopped, deleted; what nobody has used for long is deleted by itself. */
@Service
class Trials {
    static final String RUN = "TRIAL";
    static final String TAKE = "TRIAL_TAKE";

    private static final String SELECT = """
            select id, merchant_id, name, state, run, settings::text as settings, assumptions::text as assumptions, position, rows_read, orders,
                   fit, called_off, tried, message, summary::text as summary, taking::text as taking, created_at, created_by,
                   touched_at
            from trial
            """;
    private static final String BEGIN = """
            insert into trial (id, merchant_id, name, state, settings, created_at, created_by, touched_at)
            values (:id, :merchant, :name, 'MAPPING', cast(:settings as jsonb), :now, :actor, :now)
            """;
    private static final String START = """
            update trial
            set state = :state, run = run + 1, position = null, message = null, touched_at = :now, tried = 0, summary = null,
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
            set state = 'CANCELLED', touched_at = :now
            where id = :id
            and state in ('READING', 'CHECKING', 'TRYING')
            """;
    private static final String STOP_TAKING = """
            update trial
            set taking = jsonb_set(taking, '{running}', 'false'), touched_at = :now
            where id = :id
            and taking ->> 'running' = 'true'
            """;
    private static final String END = """
            update trial
            set state = :state, message = :message, touched_at = :now
            where id = :id
            and run = :run
            and state in ('READING', 'CHECKING', 'TRYING')
            """;
    /** A batch that was under way when somebody stopped it is counted, and stays the last. */
    private static final String TOOK = """
            update trial
            set taking = jsonb_set(cast(:taking as jsonb), '{running}', to_jsonb(:running and (taking ->> 'running')::boolean)), touched_at = :now
            where id = :id
            and run = :run
            and (taking ->> 'last')::integer = :before
            """;

    private static final String OLD = """
            select id
            from trial
            where touched_at < :before
            order by touched_at
            limit :limit
            for update skip locked
            """;
    private static final int FORGOTTEN_AT_ONCE = 20;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Work work;
    private final BusinessClock clock;
    private final Duration kept;
    private final RowMapper<Trial> row;

    /** @param kept how long a trial is kept after it was last used; at least a day */
    Trials(
            JdbcClient jdbc,
            JsonMapper json,
            Work work,
            BusinessClock clock,
            @Value("${wharf.trials.kept:30d}") Duration kept) {
        this.jdbc = jdbc;
        this.json = json;
        this.work = work;
        this.clock = clock;
        if (kept.compareTo(Duration.ofDays(1)) < 0)
            throw new IllegalArgumentException("wharf.trials.kept is " + kept + "; it must be a day or more");
        this.kept = kept;
        this.row = (r, n) -> new Trial(
                r.getObject("id", UUID.class),
                new MerchantId(r.getObject("merchant_id", UUID.class)),
                r.getString("name"),
                TrialState.valueOf(r.getString("state")),
                r.getInt("run"),
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
                r.getString("created_by"),
                r.getObject("touched_at", OffsetDateTime.class).toInstant().plus(kept));
    }

    /** How long a trial is kept after it was last used. */
    Duration kept() {
        return kept;
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
                .param("now", now())
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
        go(id, TrialState.READING, settings, null, List.of("MAPPING", "DONE", "FAILED", "CANCELLED"));
        jdbc.sql(EMPTY).param("id", id).update();
    }

    /** Tries the same orders under other assumptions. */
    @Transactional
    public void again(UUID id, Assumptions assumptions) {
        go(id, TrialState.TRYING, null, assumptions, List.of("DONE"));
        jdbc.sql(FORGET_RESULTS).param("id", id).update();
    }

    /** Locks the trial against whatever still works on it, before anything of it is deleted. */
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
                .param("now", now())
                .update();
        if (moved == 0) throw busy(id);
        work.add(RUN, id, one(id).merchant());
    }

    private Refusal busy(UUID id) {
        var trial = one(id);
        boolean taking = trial.taking() != null && trial.taking().running();
        return Refusal.conflict(
                "busy",
                "state",
                trial.state(),
                taking
                        ? "Orders of this trial are being taken in; wait until that is done, or stop it first."
                        : "This trial is at work; wait until it is done, or stop it first.");
    }

    /** Stops whatever it does: a run, or the taking in of its orders; those taken in stay. */
    @Transactional
    public void cancel(UUID id) {
        one(id);
        jdbc.sql(CANCEL).param("id", id).param("now", now()).update();
        jdbc.sql(STOP_TAKING).param("id", id).param("now", now()).update();
    }

    private @Nullable OffsetDateTime now() {
        return Sql.timestamp(clock.instant());
    }

    /** Forgets some of those that nobody has used for as long as they are kept; returns how many. */
    @Transactional
    public int forgetOld() {
        var old = jdbc.sql(OLD)
                .param("before", Sql.timestamp(clock.instant().minus(kept)))
                .param("limit", FORGOTTEN_AT_ONCE)
                .query(UUID.class)
                .list();
        forget(old);
        return old.size();
    }

    /** Forgets the trial and all it read. Orders taken in for real stay. */
    @Transactional
    public void delete(UUID id) {
        forget(List.of(one(id).id()));
    }

    private void forget(List<UUID> ids) {
        work.remove(RUN, ids);
        work.remove(TAKE, ids);
        jdbc.sql("delete from trial where id = any(:ids)")
                .param("ids", Sql.uuids(ids))
                .update();
    }

    /** Ends a run; a trial that was stopped or begun anew meanwhile stays so. */
    @Transactional
    public void end(Trial trial, TrialState state, @Nullable String message) {
        jdbc.sql(END)
                .param("id", trial.id())
                .param("run", trial.run())
                .param("state", state.name())
                .param("message", message)
                .param("now", now())
                .update();
    }

    /** Goes on to the next state; false when somebody stopped it. */
    @Transactional
    public boolean proceed(Trial trial, TrialState to) {
        return jdbc.sql("update trial set state = :to, position = null where id = :id and run = :run and state = :from")
                        .param("id", trial.id())
                        .param("run", trial.run())
                        .param("from", trial.state().name())
                        .param("to", to.name())
                        .update()
                == 1;
    }

    /** Settings by what the files turned out to be. */
    @Transactional
    public void settle(UUID id, Settings settings) {
        keep(id, 0, "settings", settings);
    }

    @Transactional
    public void assume(Trial trial, Assumptions assumptions) {
        keep(trial.id(), trial.run(), "assumptions", assumptions);
    }

    @Transactional
    public void sumUp(Trial trial, Summary summary) {
        keep(trial.id(), trial.run(), "summary", summary);
    }

    private void keep(UUID id, int run, String column, Object value) {
        jdbc.sql("update trial set " + column + " = cast(:value as jsonb) where id = :id and run = :run")
                .param("id", id)
                .param("run", run)
                .param("value", json.writeValueAsString(value))
                .update();
    }

    /** Begins to take orders in; refuses unless it is done and not taking already. */
    @Transactional
    public void take(UUID id, Taking taking) {
        int begun = jdbc.sql("""
                update trial
                set taking = cast(:taking as jsonb), touched_at = :now
                where id = :id
                and state = 'DONE'
                and coalesce(taking ->> 'running', 'false') = 'false'
                """)
                .param("id", id)
                .param("taking", json.writeValueAsString(taking))
                .param("now", now())
                .update();
        if (begun == 0) throw busy(id);
        work.add(TAKE, id, one(id).merchant());
    }

    /** Keeps how far the taking in came; false when somebody else came there before, or began anew. */
    @Transactional
    public boolean took(Trial trial, int before, Taking after) {
        return jdbc.sql(TOOK)
                        .param("id", trial.id())
                        .param("run", trial.run())
                        .param("before", before)
                        .param("taking", json.writeValueAsString(after))
                        .param("running", after.running())
                        .param("now", now())
                        .update()
                == 1;
    }

    /** What the merchant's files of this kind were mapped to last, as JSON; empty when there was none. */
    @Transactional(readOnly = true)
    public Optional<String> remembered(MerchantId merchant, String signature) {
        return jdbc.sql(
                        "select columns::text from trial_mapping where merchant_id = :merchant and signature = encode(sha256(convert_to(:signature, 'UTF8')), 'hex')")
                .param("merchant", merchant.value())
                .param("signature", signature)
                .query(String.class)
                .optional();
    }

    @Transactional
    public void remember(MerchantId merchant, Map<String, String> columnsBySignature) {
        jdbc.sql("""
                insert into trial_mapping (merchant_id, signature, columns)
                select :merchant, encode(sha256(convert_to(m.signature, 'UTF8')), 'hex'), cast(m.columns as jsonb)
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
