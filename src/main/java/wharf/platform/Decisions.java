package wharf.platform;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.shared.MerchantId;

/** Stores decisions in the transaction that applies them, and finds them again. */
@Component
public class Decisions {
    private static final String RECORD = """
            insert into decision (id, merchant_id, root, subject, kind, chosen, reason, candidates, decided_at)
            select *
            from unnest(:ids, :merchants, :roots, :subjects, :kinds, :chosen, :reasons, :candidates, :at)
            """;
    private static final String ABOUT = """
            select id, merchant_id, root, subject, kind, chosen, reason, candidates::text as candidates, decided_at
            from decision
            where root = :root
            order by decided_at, id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Decisions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(List<Decision> decisions) {
        if (decisions.isEmpty()) return;
        jdbc.sql(RECORD)
                .param("ids", Sql.uuids(decisions.stream().map(Decision::id).toList()))
                .param(
                        "merchants",
                        Sql.ids(decisions.stream().map(Decision::merchant).toList()))
                .param("roots", Sql.uuids(decisions.stream().map(Decision::root).toList()))
                .param(
                        "subjects",
                        Sql.uuids(decisions.stream().map(Decision::subject).toList()))
                .param("kinds", Sql.texts(decisions.stream().map(Decision::kind).toList()))
                .param(
                        "chosen",
                        Sql.texts(decisions.stream().map(Decision::chosen).toList()))
                .param(
                        "reasons",
                        Sql.texts(decisions.stream().map(Decision::reason).toList()))
                .param(
                        "candidates",
                        new SqlArrayValue(
                                "jsonb",
                                decisions.stream()
                                        .map(d -> json.writeValueAsString(d.candidates()))
                                        .toArray()))
                .param(
                        "at",
                        Sql.instants(decisions.stream().map(Decision::decidedAt).toList()))
                .update();
    }

    /** Every decision about an order or another root, oldest first. */
    @Transactional(readOnly = true)
    public List<Decision> about(UUID root) {
        return jdbc.sql(ABOUT)
                .param("root", root)
                .query((row, n) -> new Decision(
                        row.getObject("id", UUID.class),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        row.getObject("root", UUID.class),
                        row.getObject("subject", UUID.class),
                        row.getString("kind"),
                        row.getString("chosen"),
                        row.getString("reason"),
                        Arrays.asList(json.readValue(row.getString("candidates"), Decision.Candidate[].class)),
                        row.getObject("decided_at", java.time.OffsetDateTime.class)
                                .toInstant()))
                .list();
    }
}
