package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
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

/** From the storefront of a demo merchant to the confirmation, by keyboard and mouse; pictures in target/screenshots. */
@Tag("slow")
@WharfTest
class ShopTest {
    private static final String SHOP = "/shop/coral-bay-demo";

    @LocalServerPort
    int port;

    @Autowired
    WorkEngine engine;

    @Autowired
    Scenery scenery;

    @DynamicPropertySource
    static void demo(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
    }

    @Test
    void a_shopper_buys_from_the_storefront_and_sees_when_it_comes() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        engine.drain();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var page = browsing.visitor();
            fillTheCart(browsing, page);
            var checkout = checkOut(browsing, page);
            declinedThenPaid(browsing, page);
            page.navigate(checkout);
            assertThat(page.url()).contains("/orders/");
            engine.drain();
            browsing.wholePicture(page, "shop-receipt");
            assertThat(page.locator(".wharf-step-done").count()).isPositive();
            inFrenchWithPayLater(browsing, browsing.visitor());
            inTheDark(browsing, browsing.visitor());
            var manager = browsing.signedIn("manager@wharf.local", "demo-wharf-demo");
            manager.navigate("/shops");
            browsing.picture(manager, "shops");
            whyPhoenix(browsing, manager);
            assertThat(browsing.complaints()).isEmpty();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    private static void fillTheCart(Browsing browsing, Page page) {
        page.navigate(SHOP);
        assertThat(page.content()).contains("left", "Add to cart");
        browsing.picture(page, "shop-storefront");
        page.fill("#find", "towel");
        page.keyboard().press("Enter");
        page.locator("button:has-text('Add to cart')").first().click();
        assertThat(page.locator("#messages").textContent()).contains("In your cart");
        page.navigate(SHOP);
        page.locator("button:has-text('Add to cart'):enabled").first().click();
        page.locator("a:has-text('Cart (2)')").click();
        browsing.picture(page, "shop-cart");
        page.locator("text=Check out").click();
    }

    /** Fills in with the keyboard, and sees deliveries appear without leaving the page. */
    private static String checkOut(Browsing browsing, Page page) {
        page.locator("button[type=submit]:has-text('Order and pay')").click();
        assertThat(page.locator(":focus").getAttribute("name")).isEqualTo("email");
        browsing.picture(page, "shop-checkout-errors");
        type(page, "email", "nora@shopper.example");
        type(page, "phone", "+16025550188");
        page.locator("[name=texts]").check();
        type(page, "name", "Nora Lindqvist");
        type(page, "line1", "2 N Central Ave");
        type(page, "city", "Phoenix");
        type(page, "region", "AZ");
        type(page, "postcode", "85004");
        page.keyboard().press("Tab");
        page.waitForSelector("[name=service]");
        assertThat(page.locator("#delivery").textContent()).contains("With you by");
        page.locator("[name=service]").last().check();
        settle(page);
        page.locator("#p-tok_decline").check();
        settle(page);
        browsing.wholePicture(page, "shop-checkout");
        var checkout = page.url();
        page.locator("button[type=submit]:has-text('Order and pay')").click();
        return checkout;
    }

    private static void declinedThenPaid(Browsing browsing, Page page) {
        page.waitForSelector("text=The payment was declined.");
        browsing.picture(page, "shop-declined");
        page.locator("#p-tok_ok").check();
        page.locator("button:has-text('Pay $')").click();
        page.waitForURL(Pattern.compile(".*/orders/.*"));
        assertThat(page.content()).contains("Thank you", "With you by");
    }

    private static void inFrenchWithPayLater(Browsing browsing, Page page) {
        page.navigate(SHOP + "?lang=fr");
        page.locator("button:has-text('Ajouter au panier'):enabled").nth(1).click();
        page.locator("button:has-text('Ajouter au panier'):enabled").nth(2).click();
        page.navigate(SHOP + "/cart");
        page.locator("text=Passer la commande").click();
        type(page, "email", "alain@shopper.example");
        type(page, "name", "Alain Tremblay");
        type(page, "line1", "275 Rue Notre-Dame E");
        type(page, "city", "Montréal");
        type(page, "region", "QC");
        type(page, "postcode", "H2Y 1C6");
        page.selectOption("[name=country]", "CA");
        page.waitForSelector("[name=service]");
        page.locator("#p-later_ok").check();
        settle(page);
        assertThat(page.locator("#p-later_ok").isChecked()).isTrue();
        browsing.wholePicture(page, "shop-checkout-fr");
        page.locator("button[type=submit]:has-text('Commander')").click();
        page.waitForSelector("text=Sandbox pay later");
        browsing.picture(page, "shop-pay-later");
        page.locator("text=Agree to the plan").click();
        page.waitForURL(Pattern.compile(".*/orders/.*"));
        assertThat(page.content()).contains("Merci");
    }

    private static void inTheDark(Browsing browsing, Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.navigate(SHOP);
        browsing.picture(page, "shop-storefront-dark");
        page.locator("button:has-text('Add to cart'):enabled").first().click();
        page.navigate(SHOP + "/cart");
        page.locator("text=Check out").click();
        browsing.wholePicture(page, "shop-checkout-dark");
    }

    private static void whyPhoenix(Browsing browsing, Page page) {
        page.navigate("/orders?text=Nora");
        page.locator("a[href^='/orders/']:has-text('1')").last().click();
        for (var why : page.locator("details.wharf-why summary").all()) why.click();
        assertThat(page.content()).contains("PHX", "FTM");
        browsing.picture(page, "shop-order-why");
    }

    /** Waits until the server has answered what was changed last. */
    private static void settle(Page page) {
        page.waitForFunction("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')");
    }

    private static void type(Page page, String field, String text) {
        page.locator("[name=" + field + "]").focus();
        page.keyboard().type(text);
    }
}
