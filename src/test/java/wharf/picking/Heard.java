package wharf.picking;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;

/** What picking published, heard at once: what a transaction took back afterwards is in here too. */
@TestComponent
class Heard {
    private final Queue<Object> events = new ConcurrentLinkedQueue<>();

    @EventListener
    void on(UnitsPicked event) {
        events.add(event);
    }

    @EventListener
    void on(UnitsUnpicked event) {
        events.add(event);
    }

    @EventListener
    void on(UnitsShort event) {
        events.add(event);
    }

    @EventListener
    void on(UnitsPutBack event) {
        events.add(event);
    }

    @EventListener
    void on(PicksWithdrawn event) {
        events.add(event);
    }

    void forget() {
        events.clear();
    }

    List<Object> all() {
        return List.copyOf(events);
    }

    <T> int units(Class<T> type, Function<T, Collection<Unit>> units) {
        return events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .flatMap(event -> units.apply(event).stream())
                .mapToInt(Unit::quantity)
                .sum();
    }
}
