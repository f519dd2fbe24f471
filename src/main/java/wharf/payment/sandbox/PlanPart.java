package wharf.payment.sandbox;

/** One part of a plan to pay later. For the simulated lender's page. */
public record PlanPart(String due, String amount) {}
