package wharf.demo.people;

import java.time.Duration;

/** How fast the simulated people work. Every call of any of them waits its turn, so that a pace bounds the load, too. */
public enum Pace {
    OFF("Off", "nobody comes", Duration.ZERO, Duration.ZERO),
    SLOW("Slow", "an order every few minutes", Duration.ofMillis(1500), Duration.ofMinutes(3)),
    NORMAL("Normal", "an order every half minute", Duration.ofMillis(500), Duration.ofSeconds(30)),
    FAST("Fast", "an order every few seconds", Duration.ofMillis(120), Duration.ofSeconds(6));

    private final String label;
    private final String about;
    private final Duration call;
    private final Duration order;

    Pace(String label, String about, Duration call, Duration order) {
        this.label = label;
        this.about = about;
        this.call = call;
        this.order = order;
    }

    public String label() {
        return label;
    }

    public String about() {
        return about;
    }

    /** Between two calls of all of them together. */
    Duration call() {
        return call;
    }

    /** Between two orders at an hour of average trade. */
    Duration order() {
        return order;
    }
}
