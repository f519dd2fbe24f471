package wharf.restock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import wharf.shared.Problem;
import wharf.shared.Refusal;

class SupplierCsvTest {
    @Test
    void aRowIsAnItemAndItsSupplierCountsOnce() {
        var parsed = SupplierCsv.parse("""
                supplier,email,lead_days,minimum_order,sku,unit_cost,pack_size
                Porto Ceramics,orders@porto.example,21,500.00,MUG,3.25,12
                Porto Ceramics,,21,,BOWL,4,
                """, "USD");

        assertThat(parsed.suppliers()).singleElement().satisfies(supplier -> {
            assertThat(supplier.leadDays()).isEqualTo(21);
            assertThat(supplier.minimumOrderMinor()).isEqualTo(50_000);
        });
        assertThat(parsed.items())
                .extracting(ItemTerms::sku, ItemTerms::unitCostMinor, ItemTerms::packSize)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("MUG", 325L, 12),
                        org.assertj.core.groups.Tuple.tuple("BOWL", 400L, null));
    }

    @Test
    void everyBadRowIsNamedWithItsLine() {
        var refusal = catchThrowableOfType(Refusal.class, () -> SupplierCsv.parse("""
                supplier,lead_days,sku,unit_cost
                Porto,soon,MUG,3.25
                Porto,5,BOWL,cheap
                ,5,CUP,1
                """, "USD"));

        assertThat(refusal.problems())
                .extracting(Problem::field)
                .contains("line 2, lead_days", "line 3, unit_cost", "line 4, supplier");
    }

    @Test
    void whatIsNoSuchTableIsRefused() {
        for (var text : new String[] {
            "", "supplier", "a,b\n1,2", "supplier,supplier,lead_days\nx,y,1", "\"supplier,lead_days\nx,1"
        }) assertThatThrownBy(() -> SupplierCsv.parse(text, "USD")).as(text).isInstanceOf(Refusal.class);
    }
}
