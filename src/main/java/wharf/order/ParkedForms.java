package wharf.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All formats in which parked messages can be taken again, by name. */
@Component
class ParkedForms {
    private final Map<String, ParkedForm> byName;

    ParkedForms(List<ParkedForm> forms) {
        this.byName = forms.stream().collect(Collectors.toUnmodifiableMap(ParkedForm::name, Function.identity()));
    }

    Optional<ParkedForm> of(@Nullable String name) {
        return Optional.ofNullable(name).map(byName::get);
    }
}
