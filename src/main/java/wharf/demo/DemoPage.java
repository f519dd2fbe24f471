package wharf.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The demo's page, for its template.
 *
 * @param progress null where there is no demo
 * @param word to be typed before a reset
 * @param others names of merchants that are not of the demo, and go with it
 * @param done what was just done, if anything
 * @param problem why it was not, if so
 */
public record DemoPage(
        boolean demo,
        DemoHistory.@Nullable Progress progress,
        List<String> others,
        String word,
        String done,
        String problem) {}
