package wharf.platform.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Sql;
import wharf.shared.Actor;
import wharf.shared.MerchantId;
import wharf.shared.Scope;

/** The tables {@code bulk_job} and {@code bulk_item}. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class BulkRows {
    private static final String CREATE = """
            insert into bulk_job (id, request_id, owner, actor_kind, actor, merchant_id, list, action, answers, undo_of, total)
            values (:id, :request, :owner, :kind, :actor, :merchant, :list, :action, cast(:answers as jsonb), :undoOf, :total)
            on conflict do nothing
            """;
    private static final String ITEMS = """
            insert into bulk_item (job_id, key, merchant_id, position, name)
            select :job, i.key, :merchant, i.position, i.name
            from unnest(:keys, :names) with ordinality as i (key, name, position)
            """;
    private static final String ITEMS_TO_UNDO = """
            insert into bulk_item (job_id, key, merchant_id, position, name, undo)
            select :job, key, merchant_id, position, name, undo
            from bulk_item
            where job_id = :undoOf
            and state = 'DONE'
            and undo is not null
            """;
    private static final String SELECT = """
            select j.id, j.list, j.action, j.state, j.actor, j.answers::text as answers, j.undo_of, u.id as undone_by, j.total, j.created_at,
                   j.finished_at, c.waiting, c.done, c.refused, c.skipped, c.undoable
            from bulk_job j
            left join bulk_job u on u.undo_of = j.id
            cross join lateral (
              select count(*) filter (where i.state = 'WAITING') as waiting, count(*) filter (where i.state = 'DONE') as done,
                     count(*) filter (where i.state = 'REFUSED') as refused, count(*) filter (where i.state = 'SKIPPED') as skipped,
                     count(*) filter (where i.state = 'DONE' and i.undo is not null) as undoable
              from bulk_item i
              where i.job_id = j.id
            ) c
            """;
    private static final String RUN = """
            select action, answers::text as answers, undo_of, merchant_id, owner, actor_kind, actor
            from bulk_job
            where id = :id
            and state = 'RUNNING'
            """;
    private static final String NEXT = """
            select key, undo
            from bulk_item
            where job_id = :job
            and state = 'WAITING'
            order by position
            limit :limit
            """;
    private static final String CLAIM = """
            select 1
            from bulk_item
            where job_id = :job
            and key = :key
            and state = 'WAITING'
            for update skip locked
            """;
    private static final String SETTLE = """
            update bulk_item
            set state = :state, reason = :reason, undo = :undo
            where job_id = :job
            and key = :key
            """;
    /** Also of those that were skipped while they were being done. */
    private static final String SETTLE_TOGETHER = """
            update bulk_item i
            set state = case when r.reason is null then 'DONE' else 'REFUSED' end, reason = r.reason
            from unnest(:keys, :reasons) as r (key, reason)
            where i.job_id = :job
            and i.key = r.key
            and i.state in ('WAITING', 'SKIPPED')
            """;

    private static final String REFUSE_REST = """
            update bulk_item
            set state = 'REFUSED', reason = :reason
            where job_id = :job
            and state = 'WAITING'
            """;
    private static final String FINISH = """
            update bulk_job
            set state = 'FINISHED', finished_at = now()
            where id = :id
            and state = 'RUNNING'
            and not exists (select from bulk_item i where i.job_id = :id and i.state = 'WAITING')
            """;
    private static final String CANCEL = """
            update bulk_job
            set state = 'CANCELLED', finished_at = now()
            where id = :id
            and state = 'RUNNING'
            """;
    private static final TypeReference<Map<String, String>> ANSWERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BulkRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A job to be written. */
    record New(
            UUID id,
            UUID request,
            Actor actor,
            @Nullable MerchantId merchant,
            String list,
            String action,
            Map<String, String> answers,
            @Nullable UUID undoOf,
            int total) {}

    /** What a node must know to go on with a job. */
    record Run(String action, Map<String, String> answers, boolean undoes, Scope scope, Actor actor) {}

    /** @param undo what the action needs to take it back, in a job that undoes */
    record Next(String key, @Nullable String undo) {}

    /** False when the same request, or the same undoing, was written before. */
    public boolean create(New job) {
        return jdbc.sql(CREATE)
                        .param("id", job.id())
                        .param("request", job.request())
                        .param("owner", job.actor().key())
                        .param("kind", job.actor().kind().name())
                        .param("actor", job.actor().name())
                        .param("merchant", merchant(job), Types.OTHER)
                        .param("list", job.list())
                        .param("action", job.action())
                        .param("answers", json.writeValueAsString(job.answers()))
                        .param("undoOf", job.undoOf(), Types.OTHER)
                        .param("total", job.total())
                        .update()
                == 1;
    }

    public void items(New job, List<String> keys, List<String> names) {
        jdbc.sql(ITEMS)
                .param("job", job.id())
                .param("merchant", merchant(job), Types.OTHER)
                .param("keys", Sql.texts(keys))
                .param("names", Sql.texts(names))
                .update();
    }

    public void itemsToUndo(New job) {
        jdbc.sql(ITEMS_TO_UNDO)
                .param("job", job.id())
                .param("undoOf", job.undoOf())
                .update();
    }

    public int undoable(UUID job) {
        return jdbc.sql("select count(*) from bulk_item where job_id = :job and state = 'DONE' and undo is not null")
                .param("job", job)
                .query(Integer.class)
                .single();
    }

    private static @Nullable UUID merchant(New job) {
        return job.merchant() == null ? null : job.merchant().value();
    }

    public Optional<UUID> byRequest(String owner, UUID request) {
        return jdbc.sql("select id from bulk_job where owner = :owner and request_id = :request")
                .param("owner", owner)
                .param("request", request)
                .query(UUID.class)
                .optional();
    }

    public Optional<BulkJob> find(UUID id) {
        return jdbc.sql(SELECT + "where j.id = :id")
                .param("id", id)
                .query((row, n) -> job(row))
                .optional();
    }

    /** Latest first, before the given one. */
    public List<BulkJob> list(@Nullable UUID before, int limit) {
        return jdbc.sql(SELECT
                        + "where (cast(:before as uuid) is null or j.id < :before) order by j.id desc limit :limit")
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> job(row))
                .list();
    }

    public List<BulkJob.Item> items(UUID job, BulkJob.ItemState state, int limit) {
        return jdbc.sql(
                        "select key, name, state, reason from bulk_item where job_id = :job and state = :state order by position limit :limit")
                .param("job", job)
                .param("state", state.name())
                .param("limit", limit)
                .query((row, n) -> new BulkJob.Item(
                        row.getString("key"),
                        row.getString("name"),
                        "",
                        BulkJob.ItemState.valueOf(row.getString("state")),
                        row.getString("reason")))
                .list();
    }

    /** Empty when the job is over. */
    public Optional<Run> run(UUID id) {
        return jdbc.sql(RUN).param("id", id).query((row, n) -> run(row)).optional();
    }

    private Run run(ResultSet row) throws SQLException {
        var merchant = row.getObject("merchant_id", UUID.class);
        return new Run(
                row.getString("action"),
                json.readValue(row.getString("answers"), ANSWERS),
                row.getObject("undo_of") != null,
                merchant == null ? Scope.ALL : Scope.of(new MerchantId(merchant)),
                new Actor(
                        Actor.Kind.valueOf(row.getString("actor_kind")),
                        row.getString("actor"),
                        row.getString("owner")));
    }

    public List<Next> next(UUID job, int limit) {
        return jdbc.sql(NEXT)
                .param("job", job)
                .param("limit", limit)
                .query(Next.class)
                .list();
    }

    /** Takes a row for this transaction; false when it is done, skipped, or in another's hands. */
    public boolean claim(UUID job, String key) {
        return jdbc.sql(CLAIM)
                .param("job", job)
                .param("key", key)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    public void settle(UUID job, String key, BulkJob.ItemState state, @Nullable String reason, @Nullable String undo) {
        jdbc.sql(SETTLE)
                .param("job", job)
                .param("key", key)
                .param("state", state.name())
                .param("reason", reason)
                .param("undo", undo)
                .update();
    }

    /** @param refused why, of those that could not be done */
    public void settle(UUID job, List<String> keys, Map<String, String> refused) {
        jdbc.sql(SETTLE_TOGETHER)
                .param("job", job)
                .param("keys", Sql.texts(keys))
                .param("reasons", Sql.texts(keys.stream().map(refused::get).toList()))
                .update();
    }

    /** Refuses all that wait. */
    public void refuseRest(UUID job, String reason) {
        jdbc.sql(REFUSE_REST).param("job", job).param("reason", reason).update();
    }

    public void finish(UUID id) {
        jdbc.sql(FINISH).param("id", id).update();
    }

    /** Stops a running job: what waits is left alone. A row that is being done now is done. */
    public boolean cancel(UUID id) {
        if (jdbc.sql(CANCEL).param("id", id).update() == 0) return false;
        jdbc.sql("update bulk_item set state = 'SKIPPED' where job_id = :id and state = 'WAITING'")
                .param("id", id)
                .update();
        return true;
    }

    private BulkJob job(ResultSet row) throws SQLException {
        var state = BulkJob.State.valueOf(row.getString("state"));
        var undoneBy = row.getObject("undone_by", UUID.class);
        return new BulkJob(
                row.getObject("id", UUID.class),
                row.getString("list"),
                row.getString("action"),
                "",
                state,
                row.getString("actor"),
                json.readValue(row.getString("answers"), ANSWERS),
                row.getObject("undo_of", UUID.class),
                undoneBy,
                state != BulkJob.State.RUNNING && undoneBy == null && row.getInt("undoable") > 0,
                row.getInt("total"),
                row.getInt("waiting"),
                row.getInt("done"),
                row.getInt("refused"),
                row.getInt("skipped"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "finished_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
