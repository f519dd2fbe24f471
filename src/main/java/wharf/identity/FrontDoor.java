package wharf.identity;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** Where people who are not signed in and ask for nothing in particular are led, instead of to the sign-in page. */
public interface FrontDoor {
    /** Path of a page that everybody may see; empty while there is none. */
    Optional<String> path();

    static Optional<String> of(ObjectProvider<FrontDoor> doors) {
        return doors.orderedStream().flatMap(door -> door.path().stream()).findFirst();
    }
}
