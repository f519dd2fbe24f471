package wharf.devices;

/** What came of asking a scale. */
public sealed interface Weighed {
    /** It stood still. @param scale its name; people are told when it is a simulated one */
    record Stable(int grams, String scale, boolean simulated) implements Weighed {}

    /** No weight, and why, for people. */
    record None(String problem) implements Weighed {}
}
