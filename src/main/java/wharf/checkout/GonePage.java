package wharf.checkout;

/** An order that was not paid in time and came to nothing; its cart can be ordered again. */
public record GonePage(Shop shop, ShopWords words, String path, String reference) {}
