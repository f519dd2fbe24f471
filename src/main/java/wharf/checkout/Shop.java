package wharf.checkout;

import java.time.Duration;
import wharf.shared.MerchantId;

/**
 * A merchant as its shoppers see it.
 *
 * @param open there is a storefront
 * @param hold how long stock is kept for an order that is not paid yet
 */
public record Shop(
        MerchantId merchant,
        String code,
        String name,
        String color,
        String currency,
        String locale,
        boolean allowSplit,
        boolean open,
        Duration hold) {
    /** Path of a page of the shop; {@code rest} begins with a slash or is empty. */
    public String path(String rest) {
        return "/shop/" + code + rest;
    }
}
