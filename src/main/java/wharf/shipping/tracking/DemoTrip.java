package wharf.shipping.tracking;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated carrier knows of a parcel when it takes it.
 *
 * @param transitDays working days its service takes
 */
record DemoTrip(String tracking, Instant handedOverAt, int transitDays, Fate fate, Town from, Town to) {
    /** An end of the way. */
    record Town(
            String city,
            @Nullable String region,
            String country,
            @Nullable Double latitude,
            @Nullable Double longitude,
            ZoneId zone) {
        String place() {
            return java.util.Objects.requireNonNullElse(Reading.place(city, region, country), country);
        }
    }

    /** What becomes of a parcel. The share of each, in thousandths, is a guess that keeps every case in sight. */
    enum Fate {
        LATE(40),
        ATTEMPTED(35),
        PICKUP(20),
        QUERY(20),
        RETURNED(7),
        LOST(3),
        ON_TIME(875);

        private final int thousandths;

        Fate(int thousandths) {
            this.thousandths = thousandths;
        }

        /**
         * The same for the same number always; {@code [demo:late]} and so on in the recipient's name or company ask for one.
         *
         * @param smooth in time, unless another is asked for
         */
        static Fate of(String tracking, String recipient, boolean smooth) {
            for (var fate : values())
                if (recipient.contains(
                        "[demo:" + fate.name().toLowerCase(Locale.ROOT).replace('_', '-') + "]")) return fate;
            if (smooth) return ON_TIME;
            int drawn = Math.floorMod(tracking.hashCode() * 0x9E3779B9 >>> 8, 1000);
            for (var fate : values()) {
                drawn -= fate.thousandths;
                if (drawn < 0) return fate;
            }
            return ON_TIME;
        }
    }
}
