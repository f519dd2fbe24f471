package wharf.insight;

import org.springframework.stereotype.Component;
import wharf.testing.Scenery;

/** Has the figures follow the facts at once, instead of by the job. */
@Component
public class MeasuredSoFar {
    private final Rollups rollups;
    private final Scenery scenery;

    MeasuredSoFar(Rollups rollups, Scenery scenery) {
        this.rollups = rollups;
        this.scenery = scenery;
    }

    public void catchUp() {
        scenery.read("insight-", rollups::catchUp);
    }
}
