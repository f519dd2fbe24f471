package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.fulfilment.TrackingLinks;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.order.Orders;
import wharf.platform.WorkEngine;
import wharf.shared.Role;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A shopper follows a parcel, says that something is wrong, and a manager decides: on screen only. */
@Tag("slow")
@WharfTest
class FollowingTest {
    private static final String PASSWORD = "a password for tests";

    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Orders orders;

    @Autowired
    TrackingLinks links;

    @Autowired
    Users users;

    @Autowired
    WorkEngine engine;

    @Autowired
    Scenery scenery;

    @TempDir
    Path folder;

    @Test
    void the_page_moves_by_itself_and_what_is_wrong_is_made_good() throws Exception {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        var sent = couriers.sent();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var shopper = browsing.visitor(ColorScheme.LIGHT);
            shopper.navigate(path(sent));
            assertThat(shopper.locator("h2").first().textContent()).isEqualTo("Sent");
            browsing.picture(shopper, "track-sent");

            couriers.report(port, sent, "PICKED_UP");
            couriers.report(port, sent, "OUT_FOR_DELIVERY");
            shopper.waitForCondition(
                    () -> shopper.locator("h2").first().textContent().equals("Out for delivery"));
            browsing.picture(shopper, "track-near");

            couriers.report(port, sent, "DELIVERED");
            shopper.waitForCondition(
                    () -> shopper.locator("h2").first().textContent().equals("Delivered"));
            browsing.picture(shopper, "track-delivered");
            var dark = browsing.visitor(ColorScheme.DARK);
            dark.navigate(path(sent));
            browsing.picture(dark, "track-delivered-dark");

            complain(browsing, shopper);
            decide(browsing);
            shopper.waitForCondition(() -> {
                shopper.reload();
                return shopper.content().contains("We are sending you a replacement free of charge.");
            });
            browsing.picture(shopper, "track-decided");

            var lost = browsing.visitor(ColorScheme.LIGHT);
            lost.navigate(path(sent) + "x");
            assertThat(lost.content()).contains("This link does not open anything");
            assertThat(browsing.complaints())
                    .filteredOn(said -> !said.contains("404"))
                    .isEmpty();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    private void complain(Browsing browsing, Page page) throws Exception {
        page.locator("details.wharf-track-wrong summary").click();
        page.check("input[value=DAMAGED]");
        page.fill("textarea[name=text]", "The handle is off.");
        page.setInputFiles("input[type=file]", photo());
        browsing.picture(page, "track-wrong");
        page.click("details.wharf-track-wrong button[type=submit]");
        page.waitForCondition(() -> page.content().contains("We are looking into it."));
    }

    private Path photo() throws Exception {
        var image = new java.awt.image.BufferedImage(320, 240, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(java.awt.Color.WHITE);
        pen.fillRect(0, 0, 320, 240);
        pen.setColor(java.awt.Color.RED);
        pen.drawLine(0, 0, 320, 240);
        pen.dispose();
        var file = folder.resolve("handle.png");
        javax.imageio.ImageIO.write(image, "png", file.toFile());
        assertThat(Files.size(file)).isPositive();
        return file;
    }

    private void decide(Browsing browsing) {
        var email = UUID.randomUUID() + "@example.org";
        all(() -> users.create(new NewUser(email, "Manager", Role.OPERATIONS_MANAGER, null, PASSWORD)));
        var page = browsing.signedIn(email, PASSWORD);
        page.navigate("/cases?state=OPEN");
        browsing.picture(page, "cases");
        page.locator("table tbody tr td a").first().click();
        assertThat(page.content()).contains("The handle is off.");
        browsing.picture(page, "case");
        page.check("input[value=RESHIP]");
        page.fill("textarea[name=because]", "We are sorry about the handle.");
        page.click("text=Decide and tell the shopper");
        assertThat(page.locator("#messages").textContent()).contains("decided");
        engine.drain();
        page.reload();
        assertThat(page.content()).contains("Sent again as order");
        page.navigate("/deliveries");
        browsing.picture(page, "deliveries");
        page.navigate("/parcels?state=DELIVERED");
        page.locator("table tbody tr td a").first().click();
        browsing.picture(page, "parcel-tracked");
    }

    private String path(Sent sent) {
        var order = all(() -> orders.find(sent.order())).orElseThrow();
        return URI.create(Objects.requireNonNull(
                        all(() -> links.of(List.of(order))).get(sent.order())))
                .getPath();
    }
}
