package wharf.delivery;

/** Carriers as shoppers read them. */
final class Carriers {
    private static final String DEMO = "DEMO";

    private Carriers() {}

    static String name(String code) {
        return code.equals(DEMO) ? "Demo Carrier" : code;
    }

    /** Whether nothing really moves. */
    static boolean isSimulated(String code) {
        return code.equals(DEMO);
    }
}
