package wharf.shipping.tracking;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.platform.WebhookSignature;
import wharf.shared.Ids;
import wharf.shared.Refusal;

/** The secrets under which carriers sign their webhooks. A secret can be read once, when it is made. */
@Service
public class CarrierAccounts {
    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final List<TrackingSource> sources;

    CarrierAccounts(JdbcClient jdbc, BusinessClock clock, List<TrackingSource> sources) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.sources = List.copyOf(sources);
    }

    /** An account without its secret. @param webhook path to give to the carrier */
    public record Account(
            UUID id,
            String source,
            String name,
            Instant createdAt,
            String createdBy,
            @Nullable Instant revokedAt) {
        public String webhook() {
            return "/hooks/carriers/" + source;
        }
    }

    /** An account just made, with its secret: the only time that it can be read. */
    public record Opened(Account account, String secret) {
        @Override
        public String toString() {
            return "Opened[" + account + "]";
        }
    }

    @Transactional
    public Opened open(String source, String name) {
        if (sources.stream().noneMatch(known -> known.name().equals(source)))
            throw Refusal.invalid(
                    "unknown-source",
                    "source",
                    source,
                    "Name one of "
                            + sources.stream()
                                    .map(TrackingSource::name)
                                    .sorted()
                                    .toList() + ".");
        var secret = WebhookSignature.newSecret();
        var id = Ids.next();
        jdbc.sql("""
                insert into carrier_account (id, source, name, secret, created_at, created_by)
                values (:id, :source, :name, :secret, :now, :by)
                """)
                .param("id", id)
                .param("source", source)
                .param("name", name)
                .param("secret", secret)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .update();
        return new Opened(find(id), secret);
    }

    @Transactional(readOnly = true)
    public List<Account> all() {
        return jdbc.sql("""
                select id, source, name, created_at, created_by, revoked_at
                from carrier_account
                order by id desc
                limit 500
                """).query(Account.class).list();
    }

    /** From now on nothing signed with it is believed. */
    @Transactional
    public Account revoke(UUID id) {
        jdbc.sql("update carrier_account set revoked_at = :now where id = :id and revoked_at is null")
                .param("now", Sql.timestamp(clock.instant()))
                .param("id", id)
                .update();
        return find(id);
    }

    private Account find(UUID id) {
        return jdbc.sql(
                        "select id, source, name, created_at, created_by, revoked_at from carrier_account where id = :id")
                .param("id", id)
                .query(Account.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("carrier account", id));
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    List<String> secrets(String source) {
        return jdbc.sql(
                        "select secret from carrier_account where source = :source and revoked_at is null order by id desc")
                .param("source", source)
                .query(String.class)
                .list();
    }
}
