package wharf.catalog;

import wharf.shared.ItemId;
import wharf.shared.MerchantId;

/** What a scanned code means: so many units of an item of a merchant. The same code may belong to several merchants. */
public record Scanned(ItemId item, MerchantId merchant, int units) {}
