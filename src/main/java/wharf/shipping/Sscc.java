package wharf.shipping;

import java.util.regex.Pattern;

/**
 * Serial shipping container codes: 18 digits of extension digit, GS1 company prefix, serial reference and check digit (GS1 General
 * Specifications 2.2.1; check digit modulo 10 with weights 3 and 1 from the right).
 */
public final class Sscc {
    private static final Pattern PREFIX = Pattern.compile("\\d{4,12}");
    private static final Pattern CODE = Pattern.compile("\\d{18}");
    private static final int BODY = 17;

    private Sscc() {}

    /** @param companyPrefix 4 to 12 digits @param serial refused with IllegalArgumentException when it no longer fits beside the prefix */
    public static String of(String companyPrefix, long serial) {
        if (!PREFIX.matcher(companyPrefix).matches())
            throw new IllegalArgumentException("not a GS1 company prefix: " + companyPrefix);
        var digits = Long.toString(serial);
        int room = BODY - companyPrefix.length();
        if (serial < 0 || digits.length() > room)
            throw new IllegalArgumentException("serial " + serial + " does not fit beside prefix " + companyPrefix);
        // The extension digit has no meaning of its own (GS1) and serves as the first digit of the serial reference.
        var padded = "0".repeat(room - digits.length()) + digits;
        var body = padded.charAt(0) + companyPrefix + padded.substring(1);
        return body + checkDigit(body);
    }

    /** Eighteen digits with the right check digit. */
    public static boolean isValid(String code) {
        return CODE.matcher(code).matches() && checkDigit(code.substring(0, BODY)) == code.charAt(BODY) - '0';
    }

    /** Of any GS1 number without its check digit. */
    public static int checkDigit(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int weight = (body.length() - i) % 2 == 1 ? 3 : 1;
            sum += weight * (body.charAt(i) - '0');
        }
        return (10 - sum % 10) % 10;
    }
}
