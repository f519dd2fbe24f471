package wharf.inventory;

import java.util.UUID;

/** What a caller asks of stock under an id of its own making: the same one is done once. */
sealed interface StockRequest permits Receipt, Adjustment, Move {
    UUID requestId();
}
