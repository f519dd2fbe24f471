package wharf.platform.list;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
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
        assertThat(ann.get("/orders.csv?backordered=true").body().lines()).hasSize(1 + 1051);
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
