package wharf.platform;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Naming.Thing;

/** Finds out what the ids in texts are, whatever kind each is of: an id is one thing's only, so nobody has to say which kind it should be. */
@Component
public class Names {
    private final List<Naming> namings;
    private final JdbcClient jdbc;

    Names(List<Naming> namings, JdbcClient jdbc) {
        this.namings = namings;
        this.jdbc = jdbc;
    }

    /** What these texts speak of by id, as far as the asker may see it; one query a kind, however many texts there are. */
    @Transactional(readOnly = true)
    public Named in(Collection<? extends @Nullable String> texts) {
        var named = ask(Named.ids(texts));
        var spokenOf = Named.ids(named.values().stream().map(Thing::name).toList());
        spokenOf.removeAll(named.keySet());
        var all = new LinkedHashMap<>(ask(spokenOf));
        var others = new Named(Map.copyOf(named)).with(all);
        named.forEach((id, thing) -> all.put(id, new Thing(id, others.say(thing.name()), thing.path())));
        return new Named(Map.copyOf(all));
    }

    /** As {@link #in}, for bare ids. */
    @Transactional(readOnly = true)
    public Named of(Collection<UUID> ids) {
        return in(ids.stream().map(UUID::toString).toList());
    }

    private Map<UUID, Thing> ask(Set<UUID> ids) {
        var named = new LinkedHashMap<UUID, Thing>();
        var left = new HashSet<>(ids);
        for (var naming : namings) {
            if (left.isEmpty()) break;
            boolean may =
                    CurrentUser.find().map(user -> user.may(naming.authority())).orElse(true);
            for (var thing : naming.of(jdbc, left)) named.put(thing.id(), may ? thing : withoutPage(thing));
            left.removeAll(named.keySet());
        }
        return named;
    }

    private static Thing withoutPage(Thing thing) {
        return new Thing(thing.id(), thing.name(), null);
    }
}
