package wharf.shipping;

/** Carriers as shoppers read them. */
public final class Carriers {
    private static final String DEMO = "DEMO";

    private Carriers() {}

    public static String name(String code) {
        return code.equals(DEMO) ? "Demo Carrier" : code;
    }

    /** Whether nothing really moves. */
    public static boolean isSimulated(String code) {
        return code.equals(DEMO);
    }
}
