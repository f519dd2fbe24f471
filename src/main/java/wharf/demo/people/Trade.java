package wharf.demo.people;

import java.time.Duration;
import java.time.LocalTime;

/**
 * How trade goes over a shopper's day: least before dawn, a first rise over lunch, most in the evening. The shape of online shops' traffic,
 * invented in its figures; it averages to about one.
 */
final class Trade {
    private static final double[] BY_HOUR = {
        0.7, 0.55, 0.5, 0.5, 0.5, 0.5, 0.6, 0.75, 0.9, 1.05, 1.2, 1.25, 1.3, 1.25, 1.15, 1.1, 1.1, 1.15, 1.25, 1.4, 1.5,
        1.5, 1.25, 0.95
    };

    private Trade() {}

    /** What share of an average hour's orders come now. */
    static double at(LocalTime time) {
        double here = BY_HOUR[time.getHour()];
        double next = BY_HOUR[(time.getHour() + 1) % BY_HOUR.length];
        return here + (next - here) * time.getMinute() / 60;
    }

    /** How long until the next order. @param chance drawn evenly from 0 to 1 */
    static Duration pause(Duration average, LocalTime time, double chance) {
        double factor = (0.5 + chance) / at(time);
        return Duration.ofMillis(Math.round(average.toMillis() * factor));
    }
}
