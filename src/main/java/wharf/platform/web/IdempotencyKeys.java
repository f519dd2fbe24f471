package wharf.platform.web;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keys of requests being done or already answered. A crashed node's claim ends with its lease. */
@Component
class IdempotencyKeys {
    static final Duration LEASE = Duration.ofSeconds(60);
    static final Duration KEPT = Duration.ofDays(3);
    private static final String CLAIM = """
            insert into idempotency_key as k (owner, key, request_hash, lease_until)
            values (:owner, :key, :hash, now() + make_interval(secs => :lease))
            on conflict (owner, key) do update
            set lease_until = excluded.lease_until,
                created_at = now()
            where k.status is null and k.lease_until < now() and k.request_hash = excluded.request_hash
            returning k.lease_until
            """;
    private static final String LOOK = """
            select request_hash, status, answer
            from idempotency_key
            where owner = :owner and key = :key
            """;
    private static final String KEEP = """
            update idempotency_key
            set status = :status, answer = :answer, lease_until = null
            where owner = :owner and key = :key and status is null
            """;
    // A lease is told from a later one by its end: whoever has lost the key does not take it from who has it now.
    private static final String RELEASE = """
            delete from idempotency_key
            where owner = :owner and key = :key and status is null and lease_until = :lease
            """;
    private static final String FORGET = """
            delete from idempotency_key
            where created_at < now() - make_interval(secs => :kept)
            """;

    sealed interface Claim {
        /** The caller does the request. */
        record Granted(OffsetDateTime leaseUntil) implements Claim {}

        record Answered(StoredAnswer answer) implements Claim {}

        record Running() implements Claim {}

        /** The key was used for another request. */
        record Misused() implements Claim {}
    }

    private record Row(
            byte[] requestHash,
            @Nullable Integer status,
            @Nullable String answer) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    IdempotencyKeys(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Claim claim(String owner, String key, byte[] hash) {
        var granted = jdbc.sql(CLAIM)
                .param("owner", owner)
                .param("key", key)
                .param("hash", hash)
                .param("lease", LEASE.toSeconds())
                .query((row, n) -> new Claim.Granted(row.getObject(1, OffsetDateTime.class)))
                .optional();
        if (granted.isPresent()) return granted.get();
        var row = jdbc.sql(LOOK)
                .param("owner", owner)
                .param("key", key)
                .query(Row.class)
                .optional();
        // Released in between: the client repeats, and is granted it.
        if (row.isEmpty()) return new Claim.Running();
        return read(row.get(), hash);
    }

    private Claim read(Row row, byte[] hash) {
        if (!Arrays.equals(row.requestHash, hash)) return new Claim.Misused();
        if (row.status == null || row.answer == null) return new Claim.Running();
        return new Claim.Answered(json.readValue(row.answer, StoredAnswer.class));
    }

    /** Keeps what came of the request, also of one that has lost the key meanwhile: the first answer counts. */
    void keep(String owner, String key, StoredAnswer answer) {
        jdbc.sql(KEEP)
                .param("owner", owner)
                .param("key", key)
                .param("status", answer.status())
                .param("answer", json.writeValueAsString(answer))
                .update();
    }

    /** Gives the key up, unless another request has taken over what this one held too long. */
    void release(String owner, String key, Claim.Granted granted) {
        jdbc.sql(RELEASE)
                .param("owner", owner)
                .param("key", key)
                .param("lease", granted.leaseUntil())
                .update();
    }

    /** Forgets answers that nobody will ask for any more; returns how many. */
    int forgetOld() {
        return jdbc.sql(FORGET).param("kept", KEPT.toSeconds()).update();
    }
}
