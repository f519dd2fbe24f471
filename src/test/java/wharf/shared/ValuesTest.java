package wharf.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small values that everything is built on. */
class ValuesTest {
    @Test
    void dimensionsMeasureWhatTheySay() {
        var box = new Dimensions(300, 200, 100);

        assertThat(box.volumeMm3()).isEqualTo(6_000_000);
        assertThat(new Dimensions(100_000, 100_000, 100_000).volumeMm3()).isEqualTo(1_000_000_000_000_000L);
        assertThat(box.longestMm()).isEqualTo(300);
        assertThat(new Dimensions(1, 3, 2).longestMm()).isEqualTo(3);
        assertThat(new Dimensions(1, 2, 3).longestMm()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001})
    void noSideIsNothingOrLongerThanAHundredMetres(int side) {
        assertThatThrownBy(() -> new Dimensions(side, 1, 1)).hasMessageContaining("side of " + side);
        assertThatThrownBy(() -> new Dimensions(1, side, 1)).hasMessageContaining("side of " + side);
        assertThatThrownBy(() -> new Dimensions(1, 1, side)).hasMessageContaining("side of " + side);
    }

    @Test
    void idsGrowWithTime() {
        var first = Ids.next();
        assertThat(first.version()).isEqualTo(7);
        assertThat(Ids.next()).isGreaterThan(first);
    }

    @Test
    void idsAreReadInTheirWholeFormOnly() {
        var text = "0199d2b0-7c11-7000-8000-000000000001";
        assertThat(Ids.parse(text)).hasToString(text);
        assertThatThrownBy(() -> Ids.parse("1-1-1-1-1")).hasMessageContaining("1-1-1-1-1");
        assertThatThrownBy(() -> Ids.parse("x".repeat(36))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdOfEachKindIsWrittenAsItIsRead() {
        var value = UUID.fromString("0199d2b0-7c11-7000-8000-000000000001");
        List<Id> ids = List.of(
                MerchantId.of(value.toString()),
                WarehouseId.of(value.toString()),
                ItemId.of(value.toString()),
                OrderId.of(value.toString()),
                FulfilmentId.of(value.toString()),
                ParcelId.of(value.toString()));

        assertThat(ids).allSatisfy(id -> assertThat(id).hasToString(value.toString()));
        assertThat(Ids.values(ids)).hasSize(6).containsOnly(value);
        assertThat(List.of(
                        MerchantId.next(),
                        WarehouseId.next(),
                        ItemId.next(),
                        OrderId.next(),
                        FulfilmentId.next(),
                        ParcelId.next()))
                .extracting(Id::value)
                .doesNotHaveDuplicates()
                .doesNotContainNull();
    }

    @Test
    void aScopeCoversItsMerchantsOnlyAndTellsTheDatabaseSo() {
        var mine = MerchantId.next();
        var other = MerchantId.next();

        assertThat(Scope.ALL.covers(mine)).isTrue();
        assertThat(Scope.ALL.setting()).isEqualTo("*");
        assertThat(Scope.NONE.covers(mine)).isFalse();
        assertThat(Scope.NONE.setting()).isEmpty();
        assertThat(Scope.of(mine).covers(mine)).isTrue();
        assertThat(Scope.of(mine).covers(other)).isFalse();
        assertThat(Scope.of(mine).setting()).isEqualTo(mine.toString());
        assertThat(Scope.of(List.of(mine, other)).covers(other)).isTrue();
        assertThat(Scope.of(List.of(other, mine)).setting()).isEqualTo(mine + "," + other);
    }

    @ParameterizedTest
    @EnumSource
    void onlyRolesOfTheOperatorWorkOnTheFloorAndOnlyTheAdministratorAdministers(Role role) {
        assertThat(role.authorities().contains(Authority.ADMIN)).isEqualTo(role == Role.ADMINISTRATOR);
        assertThat(role.authorities().contains(Authority.FLOOR_WORK)).isEqualTo(!role.ofMerchant());
        assertThat(role.authorities()).contains(Authority.ORDERS_READ).isSubsetOf(Authority.ALL);
        assertThat(role.authorities().contains(Authority.ORDERS_WRITE))
                .isEqualTo(role != Role.FLOOR_WORKER && role != Role.MERCHANT_VIEWER);
        assertThat(role.label().toUpperCase(java.util.Locale.ROOT))
                .startsWith(role.name().split("_")[0]);
    }

    @Test
    void aRefusalSaysWhatKindItIsAndShowsItsFirstProblem() {
        var problem = Problem.of("bad", "field", "value", "This is bad.");

        assertThat(Refusal.invalid(List.of(problem)).kind()).isEqualTo(Refusal.Kind.INVALID);
        assertThat(Refusal.invalid(List.of(problem))).hasMessage("This is bad.");
        assertThat(new Refusal(Refusal.Kind.BUSY, List.of())).hasMessage("BUSY");
        assertThat(Refusal.invalid("bad", "field", "value", "This is bad.").problems())
                .containsExactly(problem);
        assertThat(Refusal.conflict("bad", "field", "value", "This is bad.").problems())
                .containsExactly(problem);
        assertThat(Refusal.conflict("late", "Too late.").problems())
                .containsExactly(Problem.of("late", "", null, "Too late."));
        assertThat(Refusal.conflict("late", "Too late.").kind()).isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(Refusal.notFound("order", 7).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(Refusal.notFound("order", 7)).hasMessage("There is no order 7 that you may see.");
        assertThat(Arrays.stream(Refusal.Kind.values()).map(kind -> kind.status))
                .containsExactly(422, 404, 409, 403, 429, 503);
    }
}
