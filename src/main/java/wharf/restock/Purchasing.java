package wharf.restock;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.MerchantId;

/** Buying, for other modules: terms of suppliers in one file, and orders placed with them. */
@Service
public class Purchasing {
    private final Suppliers suppliers;
    private final PurchaseOrders orders;

    Purchasing(Suppliers suppliers, PurchaseOrders orders) {
        this.suppliers = suppliers;
        this.orders = orders;
    }

    /** Takes in suppliers and what is bought from them, as the CSV of the suppliers' screen; refuses with every problem. */
    @Transactional
    public void terms(MerchantId merchant, String csv, String currency) {
        var parsed = SupplierCsv.parse(csv, currency);
        suppliers.put(merchant, parsed.suppliers(), parsed.items());
    }

    /** Orders units by SKU of the one supplier of all of them; the same request id again is the same order. */
    @Transactional
    public void order(MerchantId merchant, @Nullable UUID warehouse, Map<String, Integer> units, UUID request) {
        List<PurchaseOrders.Wanted> wanted = units.entrySet().stream()
                .map(entry -> new PurchaseOrders.Wanted(entry.getKey(), entry.getValue()))
                .toList();
        orders.place(merchant, warehouse, null, wanted, request);
    }
}
