package wharf.platform.bulk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.CurrentUser;
import wharf.platform.Filters;
import wharf.platform.Work;
import wharf.platform.list.Lists;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** Starts, shows, stops and takes back jobs. They run as work, under the scope and in the name of who started them. */
@Service
public class BulkJobs {
    /** Rows that one job is about at most. */
    public static final int MOST = 10_000;

    private static final int AT_ONCE = 500;
    private static final int LONGEST_ANSWER = 500;
    private static final int SHOWN_ITEMS = 200;
    /** Work of the operator itself belongs to no merchant. */
    private static final MerchantId OPERATOR = new MerchantId(new UUID(0, 0));

    private final BulkRows rows;
    private final ObjectProvider<BulkAction> actions;
    private final Lists lists;
    private final Work work;

    BulkJobs(BulkRows rows, ObjectProvider<BulkAction> actions, Lists lists, Work work) {
        this.rows = rows;
        this.actions = actions;
        this.lists = lists;
        this.work = work;
    }

    /**
     * What is to be done to which rows.
     *
     * @param keys of the rows; empty when {@code all} that match {@code filters} are meant
     * @param confirmed how many rows whoever starts it believes it is about; null when they have not said
     */
    public record Wanted(
            String list,
            String action,
            List<String> keys,
            boolean all,
            Map<String, String> filters,
            Map<String, String> answers,
            @Nullable Integer confirmed) {}

    /** What a job would be about and come to; nothing is changed yet. @param back where the rows were chosen */
    public record Preview(BulkAction action, int rows, List<BulkAction.Figure> figures, String back) {}

    BulkAction action(String name) {
        var found = known(name).orElseThrow(() -> Refusal.notFound("action", name));
        if (!CurrentUser.get().may(found.authority()))
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    List.of(Problem.of(
                            "not-allowed", "action", name, "This needs the authority " + found.authority() + ".")));
        return found;
    }

    private Optional<BulkAction> known(String name) {
        return actions.stream().filter(action -> action.name().equals(name)).findFirst();
    }

    /** Adds up what a job would come to; refuses rows that there are not and more than {@value #MOST}. */
    @Transactional(readOnly = true)
    public Preview preview(Wanted wanted) {
        var action = action(wanted.action());
        var keys = List.copyOf(names(action, wanted).keySet());
        var sums = new Sums();
        for (int from = 0; from < keys.size(); from += AT_ONCE)
            sums.plus(action.preview(keys.subList(from, Math.min(from + AT_ONCE, keys.size())), wanted.answers()));
        return new Preview(action, keys.size(), sums.figures(), back(wanted));
    }

    private String back(Wanted wanted) {
        return lists.path(wanted.list())
                .map(path -> path + Filters.of(wanted.filters()).query())
                .orElse("/exceptions");
    }

    /**
     * Starts a job; the same request again gives the same job.
     *
     * @param request made by the caller, before the first try
     */
    @Transactional
    public UUID start(Wanted wanted, UUID request) {
        var who = CurrentUser.get();
        var known = rows.byRequest(who.key(), request);
        if (known.isPresent()) return known.get();
        var action = action(wanted.action());
        var answers = answers(action, wanted.answers());
        var names = names(action, wanted);
        requireConfirmed(action, wanted.confirmed(), names.size());
        var job = new BulkRows.New(
                Ids.next(),
                request,
                who.actor(),
                who.merchant().orElse(null),
                action.list(),
                action.name(),
                answers,
                null,
                names.size());
        if (!rows.create(job)) return rows.byRequest(who.key(), request).orElseThrow();
        rows.items(job, List.copyOf(names.keySet()), List.copyOf(names.values()));
        return queued(job);
    }

    private static void requireConfirmed(BulkAction action, @Nullable Integer confirmed, int rows) {
        if (confirmed == null ? !action.isTyped() : confirmed == rows) return;
        var why = action.isTyped() ? "This cannot be undone" : "Other rows match by now";
        throw Refusal.invalid(
                "not-confirmed",
                "rows",
                confirmed,
                why + ": type " + rows + ", the number of rows it is about now, to confirm it.");
    }

    private UUID queued(BulkRows.New job) {
        work.add(BulkStep.NAME, job.id(), job.merchant() == null ? OPERATOR : job.merchant());
        return job.id();
    }

    private static Map<String, String> answers(BulkAction action, Map<String, String> given) {
        var answers = new LinkedHashMap<String, String>();
        var problems = new ArrayList<Problem>();
        for (var question : action.questions()) {
            var answer = given.getOrDefault(question.name(), "").strip();
            if (answer.isEmpty()) {
                if (question.required())
                    problems.add(Problem.of("required", question.name(), null, "Fill in: " + question.label() + "."));
                continue;
            }
            boolean offered = question.options().isEmpty()
                    || question.options().stream()
                            .anyMatch(option -> option.value().equals(answer));
            if (!offered)
                problems.add(Problem.of("unknown", question.name(), answer, "Choose one of what is offered."));
            Texts.check(problems, question.name(), answer, LONGEST_ANSWER);
            answers.put(question.name(), answer);
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return answers;
    }

    private Map<String, String> names(BulkAction action, Wanted wanted) {
        if (!action.list().equals(wanted.list()))
            throw Refusal.invalid(
                    "wrong-list", "list", wanted.list(), "This action is for the list " + action.list() + ".");
        var keys = wanted.all() ? matching(wanted) : List.copyOf(new LinkedHashSet<>(wanted.keys()));
        if (keys.size() > MOST) throw tooMany();
        if (keys.isEmpty())
            throw Refusal.invalid("required", "keys", null, "Choose at least one row that the action is about.");
        var names = new LinkedHashMap<String, String>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            var some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
            var found = action.names(some);
            for (var key : some) {
                var name = found.get(key);
                if (name == null) throw Refusal.notFound("row", key);
                names.put(key, name);
            }
        }
        return names;
    }

    private List<String> matching(Wanted wanted) {
        var keys = new ArrayList<String>();
        if (lists.collect(wanted.list(), wanted.filters(), MOST, (key, label) -> keys.add(key))) throw tooMany();
        return keys;
    }

    private static Refusal tooMany() {
        return Refusal.invalid(
                "too-many", "keys", null, "A job is about %,d rows at most; narrow the list first.".formatted(MOST));
    }

    @Transactional(readOnly = true)
    public BulkJob find(UUID id) {
        return rows.find(id).map(this::named).orElseThrow(() -> Refusal.notFound("job", id));
    }

    /** Jobs in the caller's scope, latest first, before the given one. */
    @Transactional(readOnly = true)
    public List<BulkJob> list(@Nullable UUID before, int limit) {
        return rows.list(before, limit).stream().map(this::named).toList();
    }

    /** What became of rows, at most a thousand. */
    @Transactional(readOnly = true)
    public List<BulkJob.Item> items(BulkJob job, BulkJob.ItemState state) {
        var found = rows.items(job.id(), state, SHOWN_ITEMS);
        var paths = known(job.action())
                .map(action ->
                        action.paths(found.stream().map(BulkJob.Item::key).toList()))
                .orElse(Map.of());
        return found.stream()
                .map(item -> new BulkJob.Item(
                        item.key(), item.name(), paths.getOrDefault(item.key(), ""), item.state(), item.reason()))
                .toList();
    }

    /** Stops a job: what is done stays done, what waits is left alone. One that is over stays as it is. */
    @Transactional
    public BulkJob cancel(UUID id) {
        action(find(id).action());
        rows.cancel(id);
        return find(id);
    }

    /** Takes back what a job has done, by a job of its own; refuses while it runs, and where nothing can be taken back. */
    @Transactional
    public UUID undo(UUID id) {
        var job = find(id);
        var action = action(job.action());
        if (job.undoneBy() != null) return job.undoneBy();
        if (job.isRunning())
            throw Refusal.conflict("still-running", "The job still runs; stop it first, or wait until it is over.");
        if (!job.undoable() || !(action instanceof BulkAction.Undoable))
            throw Refusal.conflict("cannot-be-undone", "Nothing of this job can be taken back.");
        var who = CurrentUser.get();
        var undoing = new BulkRows.New(
                Ids.next(),
                id,
                who.actor(),
                who.merchant().orElse(null),
                job.list(),
                job.action(),
                job.answers(),
                id,
                rows.undoable(id));
        // Somebody else was faster.
        if (!rows.create(undoing)) return Objects.requireNonNullElse(find(id).undoneBy(), id);
        rows.itemsToUndo(undoing);
        return queued(undoing);
    }

    private BulkJob named(BulkJob job) {
        var label = known(job.action()).map(BulkAction::label).orElse(job.action());
        return new BulkJob(
                job.id(),
                job.list(),
                job.action(),
                job.undoOf() == null ? label : "Undo: " + label,
                job.state(),
                job.startedBy(),
                job.answers(),
                job.undoOf(),
                job.undoneBy(),
                job.undoable() && job.undoOf() == null,
                job.total(),
                job.waiting(),
                job.done(),
                job.refused(),
                job.skipped(),
                job.createdAt(),
                job.finishedAt());
    }
}
