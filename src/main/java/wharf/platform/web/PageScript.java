package wharf.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** A script that a module adds to pages of others. A module declares one as a bean; it is asked for each page. */
public interface PageScript {
    /** The path of the script, such as {@code /assets/demo.js}; empty where the page does not need it. */
    Optional<String> on(HttpServletRequest request);
}
