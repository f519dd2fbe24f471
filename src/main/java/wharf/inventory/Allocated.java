package wharf.inventory;

import java.util.UUID;

/** Units of a demand bound to a bin; {@code quantity} may be less than the demand's, the rest being in other bins or short. */
public record Allocated(UUID id, Demand demand, UUID place, String placeCode, int sequence, String lot, int quantity) {}
