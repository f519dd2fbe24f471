package wharf.console;

import java.time.Instant;
import wharf.shared.OrderId;

/** A planned fulfilment as the list of waves shows it. For templates. */
public record PlannedRow(
        long number,
        OrderId order,
        long orderNumber,
        String merchant,
        String service,
        int units,
        Instant shipBy,
        boolean overdue) {}
