package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import wharf.delivery.cases.CaseReason;
import wharf.delivery.cases.CaseView;
import wharf.delivery.cases.Cases;
import wharf.delivery.cases.NewCase;
import wharf.endpoints.Screens;
import wharf.fulfilment.TrackingLinks;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.order.Orders;
import wharf.platform.MenuEntry;
import wharf.platform.WorkEngine;
import wharf.returns.ReturnScenery;
import wharf.shared.Actor;
import wharf.shared.OrderId;
import wharf.shared.Role;
import wharf.testing.Couriers;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/**
 * Every screen there is, in both sizes and both themes: nothing serious for axe-core, no error in the console, nothing wider than a phone. The
 * screens are found, not listed: those of the menu, the first thing that each leads to, and every other page that is mapped, at the address that
 * the line about it makes.
 */
@Tag("slow")
@WharfTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryScreenTest {
    private static final String PASSWORD = "a password for tests";
    private static final Pattern LINK = Pattern.compile("http://[^/]+(/shop/[a-z0-9-]+/returns/[A-Za-z0-9_-]+)");
    /** Parts of pages, and what is not a page of ours. */
    private static final Set<String> NO_PAGES = Set.of(
            "/find",
            "/error",
            "/docs",
            "/docs/**",
            "/demo/guide",
            "/device/labels/{job}",
            "/stations/{id}/labels/{job}",
            "/shop/{merchant}/orders/{token}/status");

    /** A bench with goods on it is looked at where goods come to it. */
    private static final Set<String> LOOKED_AT_IN_FIVE_MINUTES = Set.of("/floor/pack/{session}");

    @LocalServerPort
    int port;

    @Autowired
    List<MenuEntry> menu;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    AutowireCapableBeanFactory beans;

    @Autowired
    Couriers couriers;

    @Autowired
    ReturnScenery dock;

    @Autowired
    Cases cases;

    @Autowired
    Orders orders;

    @Autowired
    TrackingLinks links;

    @Autowired
    Users users;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WorkEngine engine;

    @Autowired
    Scenery scenery;

    Browsing browsing;
    Actor administrator;
    Page manager;
    Couriers.Sent sent;
    OrderId returned;

    @DynamicPropertySource
    static void demo(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
    }

    @BeforeAll
    void aFullHouse() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to look at the screens");
        engine.drain();
        sent = couriers.sent();
        var shop = dock.shop("SOCK");
        returned = dock.shipped(shop, "SOCK", 2);
        dock.request(ReturnScenery.refund(returned, 1, 1, "DAMAGED"));
        all(() -> cases.open(new NewCase(
                sent.order(),
                sent.parcel(),
                CaseReason.DAMAGED,
                "The handle is off.",
                CaseView.OpenedBy.SHOPPER,
                List.of(),
                List.of())));
        engine.drain();
        browsing = Browsing.start(chromium.orElseThrow(), port);
        administrator = user(Role.ADMINISTRATOR);
        manager = browsing.signedIn(administrator.name(), PASSWORD);
    }

    @AfterAll
    void close() {
        if (browsing != null) browsing.close();
    }

    @Test
    void every_screen_can_be_read_and_worked_with_by_everybody() {
        var seen = new LinkedHashSet<String>();
        for (var entry : menu) walk(seen, manager, entry.path());
        for (var part : List.of("", "/edit", "/address", "/cancellation"))
            audit(seen, manager, "/orders/" + order("ROUTED") + part);
        audit(seen, manager, "/orders/" + sent.order());
        audit(seen, manager, "/orders/" + returned);
        audit(seen, manager, "/bulk/new?list=orders&action=cancel-orders&key=" + order("ROUTED"));
        audit(seen, manager, "/orders?text=nobody+at+all");
        audit(seen, manager, "/no-such-page", 404);
        var shopper = browsing.visitor();
        for (var path : shoppersPages(shopper)) audit(seen, shopper, path);
        audit(seen, shopper, "/login");
        audit(seen, shopper, "/sandbox-psp/challenge/" + challenge());
        audit(seen, manager, mail(manager));

        var screens = new Screens(mappings, beans);
        var merchant = scenery.merchant();
        for (var pattern : screens.besides(seen)) {
            if (NO_PAGES.contains(pattern) || LOOKED_AT_IN_FIVE_MINUTES.contains(pattern)) continue;
            var page = screens.isPublic(pattern) ? shopper : manager;
            walk(seen, page, screens.address(pattern, merchant, administrator));
        }
        assertThat(screens.besides(seen))
                .allMatch(pattern -> NO_PAGES.contains(pattern) || LOOKED_AT_IN_FIVE_MINUTES.contains(pattern));

        // The browser says so of the page that is not there, and must of no other.
        assertThat(browsing.complaints())
                .filteredOn(said -> !(said.contains("/no-such-page") && said.contains("status of 404")))
                .isEmpty();
    }

    @Test
    void an_order_is_found_read_and_held_without_a_mouse() {
        var page = manager;
        page.navigate("/orders");
        page.keyboard().press("/");
        page.keyboard().type("shopper");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*text=shopper.*"));
        page.navigate("/orders");
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        assertThat(page.locator("tr.wharf-at").count()).isEqualTo(1);
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(page.locator("[data-chosen-count]").textContent()).isEqualTo("2 chosen");
        page.keyboard().press("?");
        assertThat(page.locator("#keys").getAttribute("open")).isNotNull();
        page.keyboard().press("Escape");

        page.locator("#chosen select[name=action]").focus();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/bulk/new.*"));
        tabTo(page, "[name='answer.reason']");
        page.keyboard().type("Held by keyboard");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/bulk/[0-9a-f-]{36}"));
        engine.drain();
        page.waitForSelector("text=Undo what was done");
        assertThat(page.locator("#job [role=status]").textContent()).contains("of 2");

        page.navigate("/orders/" + order("ROUTED"));
        page.keyboard().press("w");
        assertThat(page.locator(":focus").textContent()).isEqualTo("Why?");
        page.keyboard().press("Enter");
        assertThat(page.locator("details.wharf-why[open]").count()).isEqualTo(1);
        page.keyboard().press("Control+k");
        assertThat(page.locator("#palette").getAttribute("open")).isNotNull();
    }

    @Test
    void the_second_visit_is_light_and_nothing_jumps() {
        var page = browsing.signedIn(user(Role.OPERATIONS_MANAGER).name(), PASSWORD);
        page.navigate("/orders");
        for (var path : List.of("/", "/orders", "/orders/" + order("ROUTED"), "/exceptions", "/restock")) {
            page.navigate(path);
            page.navigate(path);
            var bytes = ((Number) page.evaluate("""
                    () => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
                      .reduce((sum, entry) => sum + entry.transferSize, 0)
                    """)).intValue();
            var shift = ((Number) page.evaluate("""
                    () => new Promise(done => {
                      let sum = 0;
                      new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
                        .observe({type: 'layout-shift', buffered: true});
                      requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
                    })
                    """)).doubleValue();
            assertThat(bytes).as("bytes of %s", path).isBetween(1, 150_000);
            assertThat(shift).as("layout shift of %s", path).isLessThan(0.02);
        }
        var answer =
                page.request().get(page.locator("link[rel=stylesheet]").last().getAttribute("href"));
        assertThat(answer.headers().get("cache-control")).contains("immutable", "max-age=31536000");
    }

    private void audit(Set<String> seen, Page page, String path) {
        audit(seen, page, path, 200);
    }

    private void audit(Set<String> seen, Page page, String path, int status) {
        if (!seen.add(path)) return;
        var answer = Objects.requireNonNull(page.navigate(path));
        assertThat(answer.status()).as(path).isEqualTo(status);
        assertThat(answer.url()).as("%s leads to the sign-in page", path).doesNotMatch(".*/login.+");
        // A tapped answer is sent by its page, which becomes the page of thanks.
        page.waitForFunction("() => !document.querySelector('form[data-send]')");
        browsing.audit(page);
    }

    private void walk(Set<String> seen, Page page, String path) {
        audit(seen, page, path);
        for (var onward : onward(page)) audit(seen, page, onward);
    }

    /** The first thing in a list, of each kind. */
    private static List<String> onward(Page page) {
        var found = new ArrayList<String>();
        var kinds = new LinkedHashSet<String>();
        for (var link : page.locator("main table a[href^='/']").all()) {
            var href = link.getAttribute("href");
            var kind = href.replaceAll("[?#].*|[0-9a-f-]{36}|[0-9]+", "");
            boolean file = href.contains(".csv") || href.contains(".pdf") || href.startsWith("/files/");
            if (!file && href.matches("/[^?#]*[0-9a-f-]{36}.*") && kinds.add(kind)) found.add(href);
        }
        return found;
    }

    /** Of the demo's order whose bank asks the shopper something. */
    private String challenge() {
        return scenery.inTransaction(
                () -> jdbc.sql("select challenge::text from sandbox_psp_operation where challenge is not null limit 1")
                        .query(String.class)
                        .single());
    }

    private static String mail(Page page) {
        page.navigate("/inbox");
        return Objects.requireNonNull(page.locator("a[href^='/inbox/']").first().getAttribute("href"));
    }

    private List<String> shoppersPages(Page page) {
        var paths = new ArrayList<>(List.of("/shop/coral-bay-demo"));
        page.navigate("/shop/coral-bay-demo");
        page.locator("button:has-text('Add to cart'):enabled").first().click();
        page.navigate("/shop/coral-bay-demo/cart");
        paths.add("/shop/coral-bay-demo/cart");
        page.locator("text=Check out").click();
        paths.add(URI.create(page.url()).getPath());
        var order = all(() -> orders.find(sent.order())).orElseThrow();
        paths.add(URI.create(Objects.requireNonNull(
                        all(() -> links.of(List.of(order))).get(sent.order())))
                .getPath());
        var start = returnLink();
        paths.add(start);
        paths.add(start.replaceFirst("/returns/.*", "/returns"));
        page.navigate(start);
        for (var link : page.locator("main a[href*='/returns/']").all()) paths.add(link.getAttribute("href"));
        return paths;
    }

    private String returnLink() {
        var mail = scenery.inTransaction(
                () -> jdbc.sql("select body_text from message where root = :order and template = 'ParcelOnItsWay'")
                        .param("order", returned.value())
                        .query(String.class)
                        .single());
        var found = LINK.matcher(mail);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String order(String state) {
        return scenery.inTransaction(() ->
                jdbc.sql("""
                select o.id
                from orders o
                join fulfilment f on f.order_id = o.id
                where o.state in (:state, 'IN_FULFILMENT')
                order by (o.state = :state) desc, o.number
                limit 1
                """).param("state", state).query(UUID.class).single().toString());
    }

    private Actor user(Role role) {
        var email = UUID.randomUUID() + "@example.org";
        var user = all(() -> users.create(new NewUser(email, role.label(), role, null, PASSWORD)));
        return new Actor(Actor.Kind.USER, email, "user:" + user.id());
    }

    /** By the Tab key alone. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 60; i++) {
            if (Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector)))
                return;
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key does not lead to " + selector);
    }
}
