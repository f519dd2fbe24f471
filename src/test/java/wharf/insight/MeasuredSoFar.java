package wharf.insight;

import static wharf.testing.Scenery.all;

import org.springframework.stereotype.Component;

/** Has the figures follow the facts at once, instead of by the job. */
@Component
public class MeasuredSoFar {
    private final Rollups rollups;

    MeasuredSoFar(Rollups rollups) {
        this.rollups = rollups;
    }

    public void catchUp() {
        all(rollups::catchUp);
    }
}
