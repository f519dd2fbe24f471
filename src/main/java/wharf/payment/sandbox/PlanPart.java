package wharf.payment.sandbox;

import java.time.LocalDate;

/** One part of a plan to pay later. For the simulated lender's page. */
public record PlanPart(LocalDate due, String amount) {}
