package wharf.demo;

/** Numbers that belong to nobody: GS1 keeps prefix 952 for demonstrations and examples. */
final class Gtin {
    private static final String PREFIX = "9521000";

    private Gtin() {}

    /** The GTIN-13 of the demo's item with this number, 1 to 99999, with its check digit. */
    static String demo(int number) {
        var digits = PREFIX + "%05d".formatted(number);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) sum += Character.digit(digits.charAt(i), 10) * (i % 2 == 0 ? 1 : 3);
        return digits + (10 - sum % 10) % 10;
    }
}
