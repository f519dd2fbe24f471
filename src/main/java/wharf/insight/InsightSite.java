package wharf.insight;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A site to choose. */
public record InsightSite(UUID id, String code, String name) {
    /** Whether a code or an id means this one. */
    public boolean is(@Nullable String named) {
        return code.equals(named) || id.toString().equals(named);
    }
}
