package wharf.checkout;

import org.jspecify.annotations.Nullable;
import wharf.geography.Address;

/**
 * What a shopper fills in, as typed.
 *
 * @param texts anything when the box is ticked
 * @param service the delivery chosen
 * @param pay the token of what is paid with
 */
public record CheckoutForm(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String texts,
        @Nullable String name,
        @Nullable String company,
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postcode,
        @Nullable String country,
        @Nullable String service,
        @Nullable String pay) {
    private static final int LONGEST = 300;

    /** What is known of the shopper of a cart. */
    static CheckoutForm of(Cart cart, String country) {
        var to = cart.shipTo();
        return new CheckoutForm(
                cart.email(),
                cart.phone(),
                cart.texts() ? "on" : null,
                to == null ? null : to.name(),
                to == null ? null : to.company(),
                to == null ? null : to.line1(),
                to == null ? null : to.line2(),
                to == null ? null : to.city(),
                to == null ? null : to.region(),
                to == null ? null : to.postcode(),
                to == null ? country : to.country(),
                cart.service(),
                null);
    }

    /** The same with nothing longer than any field takes, so that what is kept stays small. */
    CheckoutForm shortened() {
        return new CheckoutForm(
                cut(email),
                cut(phone),
                texts,
                cut(name),
                cut(company),
                cut(line1),
                cut(line2),
                cut(city),
                cut(region),
                cut(postcode),
                cut(country),
                cut(service),
                cut(pay));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    public boolean wantsTexts() {
        return texts != null && !texts.isBlank();
    }

    public Address address() {
        return new Address(
                name, company, line1, line2, city, region, postcode, country == null ? "" : country, phone, email);
    }

    /** Enough of the address is there to say what delivery would cost. */
    boolean saysWhere() {
        return country != null && !country.isBlank() && (filled(postcode) || filled(city));
    }

    private static boolean filled(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
