package wharf.yours;

import org.jspecify.annotations.Nullable;

/**
 * A site that a trial ships from: one of the operator's, or one placed on the map for the trial.
 *
 * @param zone its local time
 * @param own the operator's warehouse it stands for; null when it was placed
 */
public record AssumedSite(
        String code,
        String name,
        String city,
        @Nullable String region,
        String country,
        double latitude,
        double longitude,
        String zone,
        java.util.@Nullable UUID own) {}
