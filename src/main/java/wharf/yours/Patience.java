package wharf.yours;

import java.time.Duration;

/** How long a stretch of work may go on before other work has its turn. */
record Patience(long untilNanos) {
    static Patience of(Duration time) {
        return new Patience(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - untilNanos >= 0;
    }
}
