package wharf.packing;

import java.time.Instant;
import wharf.packing.carton.PackPlan;
import wharf.shared.FulfilmentId;
import wharf.shared.OrderId;

/** The plan of a fulfilment. Its items are named by their ids; costs are minor units of {@code currency}. */
public record StoredPlan(FulfilmentId fulfilment, OrderId order, String currency, Instant plannedAt, PackPlan plan) {}
