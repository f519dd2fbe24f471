package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.catalog.NewItem;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.platform.WorkEngine;
import wharf.returns.ReturnScenery;
import wharf.returns.ReturnView;
import wharf.returns.Returns;
import wharf.shared.OrderId;
import wharf.shared.Role;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A shopper exchanges one item and gets money for another, from the link in the mail to the confirmation; the dock counts and judges on screen. */
@Tag("slow")
@WharfTest
class ReturnPortalTest {
    private static final String PASSWORD = "a password for tests";
    private static final Pattern LINK = Pattern.compile("http://[^/]+(/shop/[a-z0-9-]+/returns/[A-Za-z0-9_-]+)");

    @LocalServerPort
    int port;

    @Autowired
    ReturnScenery dock;

    @Autowired
    Scenery scenery;

    @Autowired
    Returns returns;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Users users;

    @Autowired
    WorkEngine engine;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
    }

    @Test
    void a_shopper_exchanges_in_under_a_minute_and_the_dock_does_the_rest() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        var shop = dock.shop("SOCK-M", "SOCK-L");
        scenery.items(shop.merchant(), named("SOCK-M", "Merino socks, M"), named("SOCK-L", "Merino socks, L"));
        var order = dock.shipped(shop, "SOCK-M", 2, "SOCK-L", 1);
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var page = browsing.visitor();
            page.navigate(link(order));
            browsing.picture(page, "return-start");
            page.locator("select[name=quantity]").nth(0).selectOption("1");
            page.locator("select[name=reason]").nth(0).selectOption("DOES_NOT_FIT");
            page.locator("select[name=want]").nth(0).selectOption("SOCK-L");
            page.locator("select[name=quantity]").nth(1).selectOption("1");
            page.locator("select[name=reason]").nth(1).selectOption("DAMAGED");
            page.click("text=See what I get back");
            assertThat(page.locator("#refund").textContent()).contains("$10.00");
            browsing.picture(page, "return-review");
            page.click("#confirm");
            page.waitForURL(Pattern.compile(".*/returns/[^/]+/[0-9a-f-]{36}.*"));
            engine.drain();
            page.reload();
            assertThat(page.content()).contains("Print the label (PDF)");
            browsing.picture(page, "return-status");
            page.click("text=Show a QR code");
            assertThat(page.locator("svg").count()).isPositive();
            browsing.picture(page, "return-code");
            page.click("text=Back to the return");
            page.click("text=I have handed the parcel in");
            assertThat(page.content()).contains("On its way to us");
            page.navigate(page.url().replaceFirst("lang=en", "lang=fr"));
            browsing.picture(page, "return-status-fr");

            var made = all(() -> returns.of(order)).getFirst();
            atTheDock(browsing, made);

            page.reload();
            assertThat(page.content()).contains("Remboursé");
            browsing.picture(page, "return-done-fr");
            page.navigate(link(order).replaceFirst("/returns/.*", "/returns?lang=es"));
            browsing.picture(page, "return-find-es");
            page.fill("[name=number]", "no such order");
            page.fill("[name=email]", "nobody@example.com");
            page.click("button[type=submit]");
            assertThat(page.content()).contains("Si existe ese pedido");

            assertThat(browsing.complaints()).isEmpty();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    private static NewItem named(String sku, String name) {
        var item = NewItem.physical(sku, name, 72, 230, 95, 32);
        return new NewItem(
                item.sku(),
                item.name(),
                item.kind(),
                item.weightGrams(),
                item.lengthMm(),
                item.widthMm(),
                item.heightMm(),
                null,
                1000L,
                null,
                null,
                null,
                null,
                null);
    }

    /** As it stands in the mail of the parcel. */
    private String link(OrderId order) {
        var mail = scenery.inTransaction(
                () -> jdbc.sql("select body_text from message where root = :order and template = 'ParcelOnItsWay'")
                        .param("order", order.value())
                        .query(String.class)
                        .single());
        var found = LINK.matcher(mail);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void atTheDock(Browsing browsing, ReturnView made) {
        var email = UUID.randomUUID() + "@example.org";
        all(() -> users.create(new NewUser(email, "Manager", Role.OPERATIONS_MANAGER, null, PASSWORD)));
        var page = browsing.signedIn(email, PASSWORD);
        page.navigate("/floor/returns");
        browsing.picture(page, "dock");
        page.fill("#code", String.valueOf(Objects.requireNonNull(made.label()).tracking()));
        page.press("#code", "Enter");
        page.waitForURL(Pattern.compile(".*/floor/returns/[0-9a-f-]{36}"));
        page.fill("#scan", "SOCK-M");
        page.press("#scan", "Enter");
        page.waitForSelector("text=1 counted.");
        page.fill("#scan", "SOCK-L");
        page.press("#scan", "Enter");
        page.waitForSelector("text=1 counted.");
        browsing.picture(page, "dock-return");
        judge(page, "A");
        judge(page, "B");
        engine.drain();
        page.navigate("/floor/returns");
        browsing.picture(page, "dock-carry");
        page.fill("[name=bin]", "A-01");
        page.locator("form[action='/floor/returns/putaway'] button").first().click();
        page.waitForSelector("text=Put into A-01.");

        for (var path : List.of(
                "/returns",
                "/returns/" + made.id(),
                "/returns/unknown",
                "/returns/policy",
                "/orders/" + made.order())) {
            page.navigate(path);
            assertThat(page.locator("h1").first().textContent()).as(path).isNotBlank();
            browsing.picture(
                    page, "console" + path.replaceAll("[0-9a-f-]{36}", "one").replace('/', '-'));
        }
    }

    private static void judge(Page page, String grade) {
        page.locator("button[name=grade][value=" + grade + "]").first().click();
        page.waitForSelector("text=1 judged as " + grade + ".");
    }
}
