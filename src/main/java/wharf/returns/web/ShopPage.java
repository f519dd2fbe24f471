package wharf.returns.web;

import wharf.merchant.Merchant;

/**
 * What every page of the shopper's portal knows. For templates.
 *
 * @param path of the order's returns page, without language
 */
public record ShopPage(ReturnWords words, Merchant merchant, String path) {
    /** An address below it, in the language of the page. */
    public String link(String suffix) {
        return path + suffix + "?lang=" + words.language();
    }

    public String say(String key, Object... values) {
        return words.say(key, values);
    }
}
