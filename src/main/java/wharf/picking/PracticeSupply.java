package wharf.picking;

import wharf.shared.WarehouseId;

/** Makes orders to practise on, when somebody who practises finds none. */
@FunctionalInterface
public interface PracticeSupply {
    /** More of them are wanted at the site; they come by the same way as every order, so a moment later. */
    void need(WarehouseId site);
}
