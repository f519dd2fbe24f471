package wharf.demo;

import org.jspecify.annotations.Nullable;

/**
 * The demo's page, for its template.
 *
 * @param progress null where there is no demo
 * @param word to be typed before a reset
 * @param done what was just done, if anything
 * @param problem why it was not, if so
 */
public record DemoPage(
        boolean demo, DemoHistory.@Nullable Progress progress, String word, String done, String problem) {}
