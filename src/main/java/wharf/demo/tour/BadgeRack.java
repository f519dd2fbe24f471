package wharf.demo.tour;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import wharf.demo.DemoDoors;
import wharf.demo.Door;
import wharf.demo.tour.Benches.Lying;
import wharf.demo.tour.GuideWords.Text;
import wharf.identity.Badge;
import wharf.identity.Badges;

/** The badges of the demo's staff, where somebody signs in on the floor. */
@Component
class BadgeRack {
    private final DemoDoors doors;
    private final Badges badges;

    BadgeRack(DemoDoors doors, Badges badges) {
        this.doors = doors;
        this.badges = badges;
    }

    List<Lying> hanging() {
        return Stream.of(Door.PICKER, Door.PACKER, Door.MANAGER)
                .flatMap(door -> doors.behind(door).stream())
                .flatMap(person -> badges.find(person).stream())
                .filter(badge -> badge.code() != null)
                .map(BadgeRack::code)
                .toList();
    }

    private static Lying code(Badge badge) {
        return Benches.code(Text.of("code.badge", badge.name(), DemoDoors.PIN), Objects.requireNonNull(badge.code()));
    }
}
