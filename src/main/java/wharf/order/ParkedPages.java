package wharf.order;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Puts together what people see of a parked message. */
@Component
class ParkedPages {
    private static final int MOST_VERSIONS = 20;
    private static final int MOST_TRIES = 200;
    private static final int MOST_CHANGES = 200;

    private final ParkedMessages messages;
    private final ParkedVersions versions;
    private final ParkedForms forms;
    private final JsonMapper json;

    ParkedPages(ParkedMessages messages, ParkedVersions versions, ParkedForms forms, JsonMapper json) {
        this.messages = messages;
        this.versions = versions;
        this.forms = forms;
        this.json = json;
    }

    private record Said(ParkedVersions.Written version, String text, MessageFields fields) {}

    /** The message with its last version to be mended. */
    @Transactional(readOnly = true)
    ParkedPage page(UUID id) {
        return page(id, said -> said.getFirst().text());
    }

    /** As {@link #page(UUID)}, with an earlier version to be mended; with the last where that is not among those shown. */
    @Transactional(readOnly = true)
    ParkedPage from(UUID id, int version) {
        return page(
                id,
                said -> said.stream()
                        .filter(one -> one.version().number() == version)
                        .findFirst()
                        .orElse(said.getFirst())
                        .text());
    }

    /** As {@link #page(UUID)}, with what somebody has typed in place of the last version. */
    @Transactional(readOnly = true)
    ParkedPage typed(UUID id, String text) {
        return page(id, said -> text);
    }

    private ParkedPage page(UUID id, Function<List<Said>, String> shown) {
        var message = messages.find(id);
        var form = forms.of(message.form());
        var said = versions.written(id, MOST_VERSIONS).stream()
                .map(version -> said(form, version))
                .toList();
        var tries = versions.tries(id, MOST_TRIES);
        var last = said.getFirst();
        boolean takeable = message.waits() && form.isPresent();
        var text = shown.apply(said);
        var fields = text.equals(last.text()) ? last.fields() : MessageFields.of(json, text);
        return new ParkedPage(
                message,
                takeable && last.text().length() <= Mending.LONGEST_TEXT,
                takeable,
                text,
                message.problems().stream()
                        .map(problem -> new ParkedPage.Reason(problem, fields.line(problem)))
                        .toList(),
                messages.taken(message).orElse(null),
                IntStream.range(0, said.size())
                        .mapToObj(i -> version(said.get(i), i + 1 < said.size() ? said.get(i + 1) : null, tries))
                        .toList());
    }

    private Said said(Optional<ParkedForm> form, ParkedVersions.Written version) {
        var text = version.byPerson() ? version.text() : messages.draft(form, version.text());
        return new Said(version, text, MessageFields.of(json, text));
    }

    private static ParkedPage.Version version(Said said, @Nullable Said before, List<ParkedVersions.Tried> tries) {
        var version = said.version();
        return new ParkedPage.Version(
                version.number(),
                version.byPerson(),
                version.by(),
                version.at(),
                said.text(),
                before == null ? null : changes(said.fields().since(before.fields())),
                tries.stream()
                        .filter(one -> one.version() == version.number())
                        .map(one -> new ParkedPage.Try(one.at(), one.by(), one.order(), one.problems()))
                        .toList());
    }

    private static @Nullable List<ParkedPage.Change> changes(@Nullable List<ParkedPage.Change> all) {
        return all == null ? null : all.stream().limit(MOST_CHANGES).toList();
    }
}
