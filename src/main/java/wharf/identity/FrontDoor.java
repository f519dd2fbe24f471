package wharf.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** Where people who are not signed in and ask for nothing in particular are led, instead of to the sign-in page. */
public interface FrontDoor {
    /** Path of a page that whoever asks this may see; empty while there is none. */
    Optional<String> path(HttpServletRequest request);

    static Optional<String> of(ObjectProvider<FrontDoor> doors, HttpServletRequest request) {
        return doors.orderedStream()
                .flatMap(door -> door.path(request).stream())
                .findFirst();
    }
}
