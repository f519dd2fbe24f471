package wharf.catalog;

import java.time.Instant;
import wharf.shared.ItemId;

/** What one unit of an item is sold for since {@code validFrom}, in minor units of {@code currency}. */
public record Price(ItemId item, String sku, String currency, long amountMinor, Instant validFrom) {}
