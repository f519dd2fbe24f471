package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.platform.WorkEngine;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** From the telephone to the door, on screen only, in the demo: what is typed is what the screens show. */
@Tag("slow")
@WharfTest
class WholeWayTest {
    private static final Pattern OUT_OF = Pattern.compile("Take (\\d+) out of (\\S+)");
    private static final Pattern PLAN = Pattern.compile("Plan: (\\S+) .* (\\d+) g");
    private static final int MOST_SCANS = 600;

    @LocalServerPort
    int port;

    @Autowired
    WorkEngine engine;

    @Autowired
    Scenery scenery;

    private int totes;

    @DynamicPropertySource
    static void demo(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
    }

    @Test
    void an_order_is_taken_routed_picked_packed_and_shipped_and_another_cancelled_and_put_back() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        engine.drain();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var manager = browsing.demo("manager");
            var picker = browsing.demo("picker");
            var packer = browsing.demo("packer");

            lookAround(browsing, manager);
            var order = takeAnOrder(browsing, manager);
            var fulfilment = readWhy(browsing, manager, order);
            releaseAtPhoenix(browsing, manager);
            pickEverything(browsing, picker);
            pack(browsing, packer, fulfilment);
            var tracking = readTracking(manager, order);
            shipOut(browsing, packer, tracking);
            readTimeline(browsing, manager, order);
            cancelPicked(browsing, manager, "DEMO-GIFT");
            putBack(browsing, picker);
            changeAddress(browsing, manager, "DEMO-HELD");

            assertThat(browsing.complaints()).isEmpty();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    private static void lookAround(Browsing browsing, Page page) {
        for (var path : new String[] {
            "/",
            "/orders",
            "/stock",
            "/items",
            "/waves",
            "/exceptions",
            "/warehouses",
            "/parcels",
            "/manifests",
            "/printers",
            "/messages",
            "/check"
        }) {
            page.navigate(path);
            assertThat(page.locator("h1").first().textContent()).as(path).isNotBlank();
            browsing.picture(page, path.equals("/") ? "home" : path.substring(1));
        }
    }

    private String takeAnOrder(Browsing browsing, Page page) {
        page.navigate("/orders");
        page.click("text=New order");
        page.selectOption("select[name=merchant]", "sabal-demo");
        page.fill("[aria-label='SKU of line 1']", "SB-COF-ETH");
        page.fill("[aria-label='Units of line 1']", "2");
        page.fill("[aria-label='SKU of line 2']", "SB-SPOON");
        page.fill("[name=shipping]", "6.95");
        page.fill("[name=name]", "Nora Lindqvist");
        page.fill("[name=line1]", "1500 Monroe St");
        page.fill("[name=city]", "Fort Myers");
        page.fill("[name=region]", "FL");
        page.fill("[name=postcode]", "33901");
        page.fill("[name=email]", "nora@shopper.example");
        browsing.picture(page, "new-order");
        page.click("text=Take the order");
        page.waitForURL(Pattern.compile(".*/orders/[0-9a-f-]{36}"));
        assertThat(page.content()).contains("is taken", "Nora Lindqvist", "60.95 USD");
        engine.drain();
        return page.url();
    }

    /** Returns the number of its fulfilment. */
    private static String readWhy(Browsing browsing, Page page, String order) {
        page.navigate(order);
        page.locator("details.wharf-why summary").first().click();
        assertThat(page.locator("details.wharf-why[open]").first().textContent())
                .contains("Fort Myers");
        browsing.picture(page, "order");
        var cell =
                page.locator("h2:has-text('Fulfilments') + .card tbody tr td").first();
        return cell.textContent().strip().split("\\s")[0];
    }

    private static void releaseAtPhoenix(Browsing browsing, Page page) {
        page.navigate("/waves?warehouse=PHX");
        browsing.picture(page, "waves-planned");
        page.fill("[name=most]", "5");
        page.click("text=Release the most urgent");
        assertThat(page.locator("#messages").textContent()).contains("released");
        browsing.picture(page, "waves-released");
    }

    private void pickEverything(Browsing browsing, Page page) {
        page.navigate("/floor");
        page.click("button:has-text('FTM')");
        browsing.picture(page, "floor");
        page.navigate("/floor/pick");
        boolean pictured = false;
        for (int scans = 0; scans < MOST_SCANS; scans++) {
            if (page.locator("#scan").count() == 0) {
                page.click("text=Next batch");
                page.waitForLoadState();
                if (page.locator("#scan").count() == 0) return;
            }
            if (!pictured && page.locator("#bin-code").count() > 0) {
                browsing.picture(page, "pick");
                pictured = true;
            }
            scan(page, "#step", nextCode(page));
        }
        throw new AssertionError("still picking after " + MOST_SCANS + " scans");
    }

    /** What the screen asks for. */
    private String nextCode(Page page) {
        if (hidden(page, "task").isEmpty()) return "T%04d".formatted(++totes);
        if (hidden(page, "bin").isEmpty()) return PickScreen.bin(page);
        int asked = Integer.parseInt(PickScreen.units(page));
        int count = Integer.parseInt(hidden(page, "count"));
        if (count == 0) return PickScreen.item(page);
        return count < asked ? String.valueOf(asked) : PickScreen.tote(page);
    }

    private static String hidden(Page page, String name) {
        return page.locator("#scan-form input[name=" + name + "]").inputValue();
    }

    /** Types a code as a scanner does, and waits until the screen has answered. */
    private static void scan(Page page, String answer, String code) {
        page.evaluate("answer => document.querySelector(answer).dataset.old = 'yes'", answer);
        page.fill("#scan", code);
        page.press("#scan", "Enter");
        page.waitForSelector(answer + ":not([data-old])");
        assertThat(page.locator(answer).getAttribute("class") + page.content())
                .as("the answer to %s", code)
                .doesNotContain("class=\"wharf-wrong");
    }

    private void pack(Browsing browsing, Page page, String fulfilment) {
        page.navigate("/floor/pack");
        var site = page.locator("#site option:has-text('FTM')").getAttribute("value");
        page.selectOption("#site", site);
        page.fill("#code", fulfilment);
        page.click("text=Open");
        page.waitForSelector("#bench");
        scan(page, "#bench", "SB-COF-ETH");
        browsing.picture(page, "pack");
        scan(page, "#bench", "SB-COF-ETH");
        scan(page, "#bench", "SB-SPOON");
        var plan = page.locator("#plan").textContent();
        scan(page, "#bench", group(PLAN, plan, 1));
        scan(page, "#bench", group(PLAN, plan, 2));
        assertThat(page.locator("#bench").textContent()).contains("closed");
        browsing.picture(page, "packed");
        engine.drain();
    }

    private static String readTracking(Page page, String order) {
        page.navigate(order);
        return page.locator("h2:has-text('Parcels') + .card code").first().textContent();
    }

    private void shipOut(Browsing browsing, Page page, String tracking) {
        page.navigate("/ship");
        page.click("a:has-text('FTM')");
        page.fill("#code", tracking);
        page.click("button:has-text('Ship')");
        page.waitForSelector("main [role=alert]");
        browsing.picture(page, "ship");
        assertThat(page.locator("main [role=alert]").getAttribute("class")).contains("green");
        engine.drain();
    }

    private static void readTimeline(Browsing browsing, Page page, String order) {
        page.navigate(order);
        assertThat(page.locator("main .badge").allTextContents()).contains("Shipped", "2 shipped", "1 shipped");
        assertThat(page.locator(".wharf-timeline > li").count()).isGreaterThan(8);
        browsing.picture(page, "order-shipped");
    }

    private static void find(Page page, String externalId) {
        page.navigate("/orders?text=" + externalId);
        page.locator("table tbody tr td a").first().click();
        page.waitForURL(Pattern.compile(".*/orders/[0-9a-f-]{36}"));
    }

    private void cancelPicked(Browsing browsing, Page page, String externalId) {
        find(page, externalId);
        assertThat(page.content()).contains("picked");
        page.click("a:has-text('Cancel')");
        assertThat(page.locator("#preview").textContent()).contains("0.00 USD", "must go back");
        var first = page.locator("input[name=quantity]").first();
        first.fill("0");
        first.dispatchEvent("change");
        page.waitForCondition(() -> !page.locator("#preview").textContent().contains(" 0.00 USD"));
        browsing.picture(page, "cancel");
        first.fill("1");
        page.fill("[name=reason]", "The shopper changed their mind.");
        page.click("button:has-text('Cancel these units')");
        page.waitForURL(Pattern.compile(".*/orders/[0-9a-f-]{36}"));
        assertThat(page.content()).contains("The units are cancelled.");
        engine.drain();
    }

    private static void putBack(Browsing browsing, Page page) {
        page.navigate("/floor/putback");
        browsing.picture(page, "putback");
        assertThat(page.locator("li.list-group-item").count()).isPositive();
        for (int scans = 0; scans < MOST_SCANS; scans++) {
            if (page.locator("text=Nothing to put back").count() > 0) return;
            scan(page, "#step", nextPutBack(page));
        }
        throw new AssertionError("still putting back after " + MOST_SCANS + " scans");
    }

    private static String nextPutBack(Page page) {
        if (hidden(page, "task").isEmpty())
            return page.locator("li.list-group-item strong").first().textContent();
        var text = page.locator("#step").textContent();
        int left = Integer.parseInt(group(OUT_OF, text, 1));
        int count = Integer.parseInt(hidden(page, "count"));
        return count < left
                ? page.locator("#step p strong").first().textContent()
                : page.locator("h2.wharf-next").textContent();
    }

    private void changeAddress(Browsing browsing, Page page, String externalId) {
        find(page, externalId);
        page.click("text=Change address");
        page.fill("[name=line1]", "2310 Edwards Dr");
        browsing.picture(page, "address");
        page.click("button:has-text('Change address')");
        page.waitForURL(Pattern.compile(".*/orders/[0-9a-f-]{36}"));
        assertThat(page.content()).contains("The address is changed.", "2310 Edwards Dr");
        page.click("button:has-text('Lift')");
        assertThat(page.locator("#messages").textContent()).contains("The hold is lifted.");
        engine.drain();
    }

    private static String group(Pattern pattern, String text, int number) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(number);
    }
}
