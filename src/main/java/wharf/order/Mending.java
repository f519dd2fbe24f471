package wharf.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import wharf.order.ParkedForm.Taking;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.KillPoint;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/**
 * Takes parked messages again, as they are or as a person has mended them. What was typed is kept first, in a transaction of its own; then the
 * message goes the way of all that come; then what came of it is written down. Whatever dies in between is taken up again by {@link
 * ParkedSweep}: an order is known by its key, so that it cannot be doubled.
 */
@Service
class Mending {
    /** Characters that a message can have to be mended. */
    static final int LONGEST_TEXT = 200_000;

    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_VERSIONS = 500;

    private final ParkedMessages messages;
    private final ParkedVersions versions;
    private final ParkedForms forms;
    private final Facts facts;
    private final JsonMapper json;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    Mending(
            ParkedMessages messages,
            ParkedVersions versions,
            ParkedForms forms,
            Facts facts,
            JsonMapper json,
            BusinessClock clock,
            TransactionTemplate transaction) {
        this.messages = messages;
        this.versions = versions;
        this.forms = forms;
        this.facts = facts;
        this.json = json;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** What came of a try. */
    sealed interface Outcome {
        /** It became an order; it waits all the same where its channel has sent something else meanwhile. */
        record Taken(ParkedMessages.Parked message) implements Outcome {}

        /** It stays parked, for these reasons; what was typed is kept. */
        record StillWrong(List<Problem> problems) implements Outcome {}
    }

    private record Begun(ParkedVersions.Locked message, ParkedVersions.Written version, boolean asItWas) {}

    /**
     * Keeps the text as the message's next version and takes it. The text that it has already is taken as it is. Refuses what was dealt with,
     * what somebody else has mended meanwhile, and what cannot be taken again.
     *
     * @param version the one that was mended
     */
    Outcome mend(UUID id, int version, String text) {
        var clean = text.replace("\r\n", "\n").replace('\r', '\n');
        require(clean);
        return take(inTransaction(() -> written(id, version, clean)));
    }

    /** Takes the last version again. */
    Outcome again(UUID id) {
        return take(inTransaction(() -> {
            var message = waiting(id);
            return begun(message, versions.last(message), true);
        }));
    }

    private void require(String text) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "text", text, LONGEST_TEXT);
        if (problems.isEmpty())
            MessageFields.of(json, text).cardNumbers().stream()
                    .map(OrderRules::cardNumber)
                    .forEach(problems::add);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private ParkedVersions.Locked waiting(UUID id) {
        var message = versions.lock(id);
        if (message.resolved()) throw dealtWith(id);
        if (forms.of(message.form()).isEmpty())
            throw Refusal.conflict(
                    "cannot-be-mended",
                    "Messages of channel " + message.about().channel()
                            + " can only be sent again by their source; or place the order by hand and say so.");
        return message;
    }

    private Refusal dealtWith(UUID id) {
        var message = messages.find(id);
        return Refusal.conflict(
                "resolved-already",
                "This message was dealt with by " + message.resolvedBy() + " already: " + message.resolution());
    }

    private Begun written(UUID id, int version, String text) {
        var message = waiting(id);
        var last = versions.last(message);
        if (version != last.number()) throw meanwhile(version, last);
        if (text.equals(shown(message, last))) return begun(message, last, true);
        if (last.number() >= MOST_VERSIONS)
            throw Refusal.conflict(
                    "too-many-versions",
                    "This message has " + MOST_VERSIONS + " versions: place the order by hand and say so.");
        var next = versions.write(message, text);
        facts.record(
                messages.fact(message.about().merchant(), id, "message.mended").with(Map.of("version", next.number())));
        return begun(message, next, false);
    }

    private static Refusal meanwhile(int version, ParkedVersions.Written last) {
        var who = last.byPerson()
                ? last.by() + " has mended this message meanwhile"
                : "The channel has sent this message again meanwhile";
        return Refusal.conflict(
                "mended-meanwhile",
                "version",
                version,
                who + " (version " + last.number() + "): look at that one, and mend it.");
    }

    private Begun begun(ParkedVersions.Locked message, ParkedVersions.Written version, boolean asItWas) {
        versions.begin(message, version);
        return new Begun(message, version, asItWas);
    }

    /** As a person sees it. */
    private String shown(ParkedVersions.Locked message, ParkedVersions.Written version) {
        return version.byPerson() ? version.text() : messages.draft(forms.of(message.form()), version.text());
    }

    private Outcome take(Begun begun) {
        var form = forms.of(begun.message().form()).orElseThrow();
        KillPoint.reached("parked.begun");
        var taking = form.take(begun.message().about(), begun.version().text());
        KillPoint.reached("parked.taken");
        return switch (taking) {
            case Taking.Taken taken -> inTransaction(() -> taken(begun, taken.order()));
            case Taking.Wrong wrong -> stillWrong(begun, wrong.problems());
            case Taking.Unknown unknown -> throw new Refusal(Refusal.Kind.UNAVAILABLE, unknown.problems());
        };
    }

    private Outcome taken(Begun begun, OrderId order) {
        var message = versions.lock(begun.message().id());
        var resolution = resolution(begun, order);
        versions.taken(message, begun.version().number(), order, resolution);
        var about = message.about();
        var now = clock.instant();
        facts.record(Fact.of(about.merchant(), order.value(), "message", message.id(), "message.taken", now)
                .because(resolution));
        if (!message.resolved() && message.version() == begun.version().number())
            facts.record(messages.fact(about.merchant(), message.id(), "message.resolved")
                    .because(resolution));
        return new Outcome.Taken(messages.find(message.id()));
    }

    private String resolution(Begun begun, OrderId order) {
        long number = messages.number(order);
        if (!begun.asItWas()) return "Mended, and taken as order " + number + ".";
        return begun.version().byPerson()
                ? "Mended by " + begun.version().by() + ", and taken as order " + number + "."
                : "Taken again as it came: order " + number + ".";
    }

    private Outcome stillWrong(Begun begun, List<Problem> problems) {
        var id = begun.message().id();
        boolean settled = Objects.requireNonNull(transaction.execute(status -> {
            var message = versions.lock(id);
            versions.wrong(message, begun.version().number(), problems);
            return message.resolved() || cameMeanwhile(id, problems);
        }));
        if (settled) throw dealtWith(id);
        return new Outcome.StillWrong(problems);
    }

    /** It differs from an order that came by another door after it was parked: that is the channel's last word, and not to be overwritten. */
    private boolean cameMeanwhile(UUID id, List<Problem> problems) {
        return problems.stream().anyMatch(problem -> problem.code().equals("revision-reused"))
                && messages.settleCome(id) > 0;
    }

    private <T> T inTransaction(java.util.function.Supplier<@Nullable T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
