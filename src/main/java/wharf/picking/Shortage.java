package wharf.picking;

import wharf.inventory.Demand;

/** Units that a demand asked for and no bin could give. */
public record Shortage(Demand demand, int missing) {}
