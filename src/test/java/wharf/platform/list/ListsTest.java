package wharf.platform.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.ui.ExtendedModelMap;
import wharf.endpoints.Api;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.shared.MerchantId;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What the lists of the console have in common, seen on the list of orders. */
@WharfTest
class ListsTest {
    private static final Pattern VIEW = Pattern.compile("/lists/orders/views/([0-9a-f-]{36})/forget");

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    OrderIntake intake;

    @Autowired
    Lists lists;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MerchantId merchant;
    Api ann;
    Api ben;

    @BeforeEach
    void twoColleaguesAndThreeOrders() {
        merchant = scenery.merchant();
        scenery.receive(merchant, scenery.item(merchant, "MUG"), scenery.bin(scenery.site(false), "A-01"), 2);
        orders(3);
        ann = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
        ben = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
    }

    @Test
    void aViewIsKeptAsATabAndItsOwnersAloneUntilItIsShared() {
        keep(ann, "Waiting", "&backordered=true");
        keep(ann, "For all", "&state=CANCELLED&shared=true");

        assertThat(ann.get("/orders").body()).contains(">Waiting", "/orders?backordered=true", ">For all");
        assertThat(ben.get("/orders").body()).contains(">For all", "Shared by").doesNotContain(">Waiting");
        assertThat(people.signedIn(port, Role.MERCHANT_ADMIN, scenery.merchant())
                        .get("/orders")
                        .body())
                .doesNotContain(">For all");
        assertThat(people.signedIn(port, Role.OPERATIONS_MANAGER).get("/orders").body())
                .doesNotContain(">For all");
        assertThat(ann.get("/orders?backordered=true").body()).doesNotContain("Keep this view");
        assertThat(ann.get("/orders?held=true").body()).contains("Keep this view");
    }

    @Test
    void aListOpensWithTheViewSomebodyWantsFirstAndSaysSo() {
        keep(ann, "None of these", "&state=CANCELLED&standard=true");

        assertThat(ann.get("/orders").body())
                .contains("Nothing matches", "data-address=\"/orders?state=CANCELLED\"", "opens first");
        assertThat(ann.get("/orders?view=all").body()).contains("Ann Smith");
        assertThat(ben.get("/orders").body()).contains("Ann Smith");

        post(ann, "/lists/orders/standard", "view=");
        assertThat(ann.get("/orders").body()).contains("Ann Smith");
    }

    @Test
    void aViewIsRemovedByItsOwnerOnly() {
        keep(ann, "For all", "&state=CANCELLED&shared=true");
        var page = ann.get("/orders").body();
        var view = VIEW.matcher(page).results().findFirst().orElseThrow().group(1);

        assertThat(ben.get("/orders").body()).doesNotContain("/forget");
        assertThat(post(ben, "/lists/orders/views/" + view + "/forget", "").statusCode())
                .isEqualTo(404);
        assertThat(post(ann, "/lists/orders/views/" + view + "/forget", "").statusCode())
                .isEqualTo(302);
        assertThat(ben.get("/orders").body()).doesNotContain(">For all");
    }

    @Test
    void aListOpensAlthoughItsFirstViewAsksForWhatIsThereNoMore() {
        keep(ann, "Old", "&state=CANCELLED&standard=true");
        scenery.inTransaction(() -> jdbc.sql(
                        "update list_view set filters = '{\"state\": \"PUT_ASIDE\"}' where merchant_id = :merchant")
                .param("merchant", merchant.value())
                .update());

        assertThat(ann.get("/orders").statusCode()).isEqualTo(200);
        assertThat(ann.get("/orders").body()).contains("Ann Smith", ">Old");
    }

    @Test
    void somebodyElsesViewIsOpenedFirstOnlyWhereItIsShared() {
        keep(ann, "Mine", "&state=CANCELLED");
        var view = VIEW.matcher(ann.get("/orders").body())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(post(ben, "/lists/orders/standard", "view=" + view).statusCode())
                .isEqualTo(404);
        assertThat(post(ann, "/lists/returns/standard", "view=" + view).statusCode())
                .isEqualTo(404);
        assertThat(post(ann, "/lists/orders/standard", "view=" + view).statusCode())
                .isEqualTo(302);
    }

    @Test
    void colleaguesViewsTakeNobodysPlace() {
        for (int i = 0; i < 30; i++) keep(ann, "Shared " + i, "&held=true&shared=true");
        post(ann, "/lists/orders/views", "viewName=One+more&held=true");
        assertThat(ann.get("/orders?view=all").body())
                .contains("remove one first")
                .doesNotContain(">One more");

        keep(ben, "My own", "&held=false");
        assertThat(ben.get("/orders?view=all").body()).contains(">My own", ">Shared 29");
    }

    @Test
    void aTotalThatTakesTooLongIsManyAndAFaultIsNot() {
        assertThat(total((asked, turn, limit) -> jdbc.sql("select pg_sleep(30)::text")
                        .query(String.class)
                        .list()))
                .isEqualTo("many");
        assertThat(total((asked, turn, limit) -> {
                    throw new TransactionTimedOutException("between two statements");
                }))
                .isEqualTo("many");
        assertThatThrownBy(() -> total((asked, turn, limit) ->
                        jdbc.sql("select no_such_column").query(String.class).list()))
                .isInstanceOf(BadSqlGrammarException.class);
    }

    private @Nullable Object total(Rows<String> rows) {
        var listing =
                Listing.<String>of("slow", "Slow", "orders:read").from(rows, row -> row, row -> row, row -> row, 1);
        var model = new ExtendedModelMap();
        all(() -> lists.show(listing, Map.of("part", "total"), model));
        return model.getAttribute("total");
    }

    @Test
    void aNameIsTakenOnceAndNonsenseIsNotKept() {
        keep(ann, "Mine", "&held=true");

        post(ann, "/lists/orders/views", "viewName=Mine&held=false");
        assertThat(ann.get("/orders?view=all").body()).contains("choose a different one");
        assertThat(post(ann, "/lists/orders/views", "viewName=Odd&state=NO_SUCH_STATE")
                        .statusCode())
                .isEqualTo(422);
        assertThat(ann.get("/orders?view=all").body()).doesNotContain(">Odd");
        assertThat(post(ann, "/lists/nothing/views", "viewName=Odd").statusCode())
                .isEqualTo(404);
        assertThat(ann.get("/orders?state=NO_SUCH_STATE").statusCode()).isEqualTo(422);
        assertThat(ann.get("/orders?held=maybe").statusCode()).isEqualTo(422);
    }

    @Test
    void columnsAreChosenByEachPersonAndTheFirstStays() {
        post(ann, "/lists/orders/columns", "column=total");

        assertThat(head(ann)).contains("Order", "Total").doesNotContain("Channel", "Ship to");
        assertThat(head(ben)).contains("Order", "Channel", "Ship to").doesNotContain("Merchant");

        post(ann, "/lists/orders/columns", "");
        assertThat(head(ann)).contains("Channel");
    }

    @Test
    void theTotalIsExactOnOnePageAndCountedAfterwardsOnMore() {
        assertThat(ann.get("/orders").body()).contains("3 rows");

        orders(50);
        assertThat(ann.get("/orders").body()).contains("Counting…", "part=total");
        assertThat(ann.get("/orders?part=total").body()).contains("53 rows").doesNotContain("<html");
        orders(1000);
        assertThat(ann.get("/orders?part=total").body()).contains("1,000+ rows");
        assertThat(ann.get("/orders?backordered=true&part=total").body()).contains("1,000+");
        assertThat(ann.get("/orders?text=ann&part=total").body()).contains("1,000+");
        assertThat(ann.get("/orders.csv?backordered=true").body().lines()).hasSize(1 + 1051);
    }

    @Test
    void aListThatSomebodyMayNotSeeIsNotExportedEither() {
        assertThat(ann.get("/stock.csv").body()).startsWith("sku,").contains("MUG");
        assertThat(ann.get("/waves.csv").statusCode()).isEqualTo(404);
        assertThat(people.signedIn(port, Role.OPERATIONS_MANAGER)
                        .get("/waves.csv")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ann.get("/nothing.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void anEmptyListSaysHowItFills() {
        var stranger = people.signedIn(port, Role.MERCHANT_VIEWER, scenery.merchant());

        assertThat(stranger.get("/orders").body()).contains("Nothing here yet", "POST /api/v1/orders");
        assertThat(stranger.get("/returns").body()).contains("Shoppers open them");
        assertThat(ann.get("/orders?text=nobody").body()).contains("Nothing matches", "clear them all");
    }

    @Test
    void whoMayOnlyLookIsOfferedNothingToDo() {
        assertThat(ann.get("/orders").body()).contains("Put on hold").doesNotContain("Release to the floor");
        assertThat(ben.get("/orders").body()).doesNotContain("Put on hold");
    }

    private static String head(Api who) {
        var page = who.get("/orders").body();
        return page.substring(page.indexOf("<thead>"), page.indexOf("</thead>"));
    }

    private static void keep(Api who, String name, String fields) {
        assertThat(post(who, "/lists/orders/views", "viewName=" + Api.encoded(name) + fields)
                        .statusCode())
                .isEqualTo(302);
    }

    private static HttpResponse<String> post(Api who, String path, String fields) {
        return who.send("POST", path, fields.getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded");
    }

    private void orders(int count) {
        var batch = IntStream.range(0, count)
                .mapToObj(i -> Scenery.order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 1))
                .toList();
        for (int from = 0; from < count; from += 100) {
            List<NewOrder> some = batch.subList(from, Math.min(from + 100, count));
            all(() -> intake.take(some));
        }
    }
}
