package wharf.yours;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.MerchantId;

/** What is wrong with rows and orders of a trial. */
@Service
class TrialProblems {
    private static final String ADD = """
            insert into trial_problem (trial_id, merchant_id, stage, severe, file_no, line_no, ref, field, value, message)
            select :trial, :merchant, :stage, p.severe, p.file_no, p.line_no, p.ref, p.field, p.value, p.message
            from unnest(:severe, :files, :lines, :refs, :fields, :values, :messages)
              as p (severe, file_no, line_no, ref, field, value, message)
            """;
    private static final String LIST = """
            select n, severe, file_no, line_no as line, ref, field, value, message
            from trial_problem
            where trial_id = :trial
            and n > :after
            and (:severe::boolean is null or severe = :severe)
            order by n
            limit :limit
            """;
    private static final String COUNTS = """
            select severe, field, min(message) as message, count(*) as count
            from trial_problem
            where trial_id = :trial
            group by severe, field
            order by severe desc, count desc
            limit 40
            """;

    private final JdbcClient jdbc;

    TrialProblems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(UUID trial, MerchantId merchant, String stage, List<TrialProblem> problems) {
        if (problems.isEmpty()) return;
        jdbc.sql(ADD)
                .param("trial", trial)
                .param("merchant", merchant.value())
                .param("stage", stage)
                .param(
                        "severe",
                        Sql.booleans(problems.stream().map(TrialProblem::severe).toList()))
                .param(
                        "files",
                        Sql.ints(problems.stream().map(TrialProblem::fileNo).toList()))
                .param(
                        "lines",
                        Sql.longs(problems.stream().map(TrialProblem::line).toList()))
                .param(
                        "refs",
                        Sql.texts(problems.stream().map(p -> cut(p.ref(), 200)).toList()))
                .param(
                        "fields",
                        Sql.texts(problems.stream().map(TrialProblem::field).toList()))
                .param(
                        "values",
                        Sql.texts(
                                problems.stream().map(p -> cut(p.value(), 120)).toList()))
                .param(
                        "messages",
                        Sql.texts(problems.stream().map(TrialProblem::message).toList()))
                .update();
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    /** @param severe null for all */
    @Transactional(readOnly = true)
    public List<TrialProblem> list(UUID trial, @Nullable Boolean severe, long after, int limit) {
        return jdbc.sql(LIST)
                .param("trial", trial)
                .param("after", after)
                .param("severe", severe, java.sql.Types.BOOLEAN)
                .param("limit", limit)
                .query(TrialProblem.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<ProblemCount> counts(UUID trial) {
        return jdbc.sql(COUNTS).param("trial", trial).query(ProblemCount.class).list();
    }

    /** Which of these orders have a row that could not be read. */
    @Transactional(readOnly = true)
    public Set<String> unread(UUID trial, Collection<String> refs) {
        return new HashSet<>(jdbc.sql("""
                        select distinct ref
                        from trial_problem
                        where trial_id = :trial
                        and severe
                        and stage = 'READING'
                        and ref = any(:refs)
                        """)
                .param("trial", trial)
                .param("refs", Sql.texts(refs))
                .query(String.class)
                .list());
    }
}
