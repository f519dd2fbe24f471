package wharf.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Api;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.platform.Words;
import wharf.platform.WorkEngine;
import wharf.printing.NewPrinter;
import wharf.printing.Printers;
import wharf.printing.SimulatedPages;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Who gets in, by which code, and how a lost device is shut out. */
@WharfTest
class JoiningTest {
    private static final String PASSWORD = "a password for tests";

    @LocalServerPort
    int port;

    @Autowired
    Scenery scenery;

    @Autowired
    DeviceWorld world;

    @Autowired
    Joining joining;

    @Autowired
    Devices devices;

    @Autowired
    People people;

    @Autowired
    Users users;

    @Autowired
    Printers printers;

    @Autowired
    SimulatedPages pages;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    WarehouseId site;

    @BeforeEach
    void aSite() {
        site = scenery.site(false);
    }

    @Test
    void a_handheld_opens_the_link_joins_and_is_known_from_then_on() {
        var code = world.code(site, Device.Kind.HANDHELD, null);
        var browser = Api.nobody(port);

        assertThat(browser.get("/device/join/" + code).body())
                .contains("Join Site")
                .contains("Device ");
        assertThat(browser.get("/device").body()).as("looking is not joining").contains("has not joined");
        var joined = browser.form("/device/join/" + code, Map.of());

        assertThat(joined.statusCode()).isEqualTo(302);
        assertThat(joined.headers().firstValue("Location").orElse("")).endsWith("/device");
        assertThat(joined.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(DeviceCookie.NAME + "=")
                        .contains("HttpOnly")
                        .contains("SameSite=Lax"));
        assertThat(browser.get("/device").body()).contains("Scanner").contains("Camera");
    }

    @Test
    void a_code_opens_once() {
        var code = world.code(site, Device.Kind.HANDHELD, null);
        assertThat(Api.nobody(port).form("/device/join/" + code, Map.of()).statusCode())
                .isEqualTo(302);

        var second = Api.nobody(port);
        assertThat(second.get("/device/join/" + code).statusCode()).isEqualTo(403);
        assertThat(second.form("/device/join/" + code, Map.of()).statusCode()).isEqualTo(403);
        assertThat(second.get("/device").body()).contains("has not joined");
    }

    @Test
    void a_code_older_than_a_quarter_of_an_hour_opens_nothing() {
        var code = world.code(site, Device.Kind.HANDHELD, null);
        scenery.inTransaction(() -> jdbc.sql("update device_invitation set expires_at = now() where code_hash = :hash")
                .param("hash", Codes.digestOfCode(code))
                .update());

        assertThat(Api.nobody(port).get("/device/join/" + code).statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> all(() -> joining.join(code, false, ""))).isInstanceOf(Refusal.class);
    }

    @Test
    void a_code_that_was_never_made_opens_nothing_nor_does_an_agents_at_the_browsers_door() {
        assertThat(Api.nobody(port).get("/device/join/0000-0000-0000-0000").statusCode())
                .isEqualTo(403);
        var code = world.code(site, Device.Kind.AGENT, null);

        assertThat(Api.nobody(port).form("/device/join/" + code, Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(all(() -> joining.look(code))).as("it is not used up").isPresent();
    }

    @Test
    void a_code_is_the_same_however_it_is_typed() {
        var code = world.code(site, Device.Kind.HANDHELD, null);
        var typed = " "
                + code.toLowerCase(Locale.ROOT)
                        .replace("-", " ")
                        .replace('0', 'o')
                        .replace('1', 'l');

        assertThat(all(() -> joining.join(typed, false, "")).device().warehouse())
                .isEqualTo(site);
    }

    @Test
    void of_many_that_bring_the_same_code_at_once_one_gets_in() throws Exception {
        var code = world.code(site, Device.Kind.HANDHELD, null);
        Callable<Boolean> join = () -> {
            try {
                all(() -> joining.join(code, false, ""));
                return true;
            } catch (Refusal closed) {
                return false;
            }
        };
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(pool.invokeAll(List.of(join, join, join, join, join, join)).stream()
                            .map(Future::resultNow)
                            .filter(in -> in))
                    .hasSize(1);
        }
        assertThat(all(() -> devices.all()))
                .filteredOn(device -> device.warehouse().equals(site))
                .hasSize(1);
    }

    @Test
    void a_lost_device_is_shut_out_at_once_and_whoever_works_on_it_is_signed_out() {
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        var email = Scenery.unique("picker") + "@example.org";
        all(() -> users.create(new NewUser(email, "Picker", Role.FLOOR_WORKER, null, PASSWORD)));
        var handheld = Api.signedIn(port, email, PASSWORD);
        handheld.form("/device/join/" + world.code(site, Device.Kind.HANDHELD, null), Map.of());
        assertThat(handheld.get("/floor").statusCode()).isEqualTo(200);
        var session = cookie(handheld.signIn(email, PASSWORD), "wharf_session");
        assertThat(handheld.get("/floor").statusCode()).isEqualTo(200);
        assertThat(withCookie(session).statusCode()).as("signed in").isEqualTo(200);

        var device = all(() -> devices.all()).stream()
                .filter(one -> one.warehouse().equals(site))
                .findFirst()
                .orElseThrow();
        assertThat(manager.send("DELETE", "/api/v1/devices/" + device.id(), null)
                        .statusCode())
                .isEqualTo(204);

        assertThat(handheld.get("/floor").statusCode()).as("signed out").isEqualTo(302);
        assertThat(handheld.get("/login").statusCode())
                .as("nor may anybody sign in on it")
                .isEqualTo(403);
        assertThat(withCookie(session).statusCode())
                .as("its session has ended, also without the device's cookie")
                .isEqualTo(302);
    }

    /** As when a click was on its way while the manager shut the device out. */
    @Test
    void a_session_that_is_noted_on_a_device_shut_out_a_moment_ago_ends() {
        var device = world.agent(site).device().id();
        var email = Scenery.unique("picker") + "@example.org";
        all(() -> users.create(new NewUser(email, "Picker", Role.FLOOR_WORKER, null, PASSWORD)));
        var session = cookie(Api.nobody(port).signIn(email, PASSWORD), "wharf_session");
        assertThat(withCookie(session).statusCode()).isEqualTo(200);
        all(() -> devices.revoke(device));

        all(() -> {
            devices.runs(device, Codes.digest(session));
            return true;
        });

        assertThat(withCookie(session).statusCode()).isEqualTo(302);
    }

    @Test
    void a_device_forgets_sessions_that_ended_long_ago() {
        var device = world.agent(site).device().id();
        all(() -> {
            devices.runs(device, Codes.digest("old"));
            return true;
        });
        scenery.inTransaction(() -> jdbc.sql("update device_session set noted_at = now() - interval '8 days'")
                .update());

        all(() -> {
            devices.runs(device, Codes.digest("new"));
            return true;
        });

        assertThat(scenery.inTransaction(() -> jdbc.sql("select session_hash from device_session where device_id = :id")
                        .param("id", device)
                        .query((row, n) -> row.getBytes(1))
                        .list()))
                .containsExactly(Codes.digest("new"));
    }

    @Test
    void what_a_device_finds_out_is_on_the_managers_page() {
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        var browser = Api.nobody(port);
        browser.form("/device/join/" + world.code(site, Device.Kind.HANDHELD, null), Map.of());

        assertThat(browser.form(
                                "/device/findings",
                                Map.of("thing", "CAMERA", "works", "false", "detail", "NotAllowedError"))
                        .statusCode())
                .isEqualTo(204);
        browser.form("/device/findings", Map.of("thing", "SOUND", "works", "true", "detail", "heard"));

        assertThat(manager.get("/devices").body())
                .contains("✗ Camera")
                .contains("NotAllowedError")
                .contains("✓ Sound");
    }

    @Test
    void a_device_prints_a_test_label_with_the_barcode_its_scanner_is_tried_on() {
        var printer = all(() -> printers.add(NewPrinter.simulated(site, "Simulated")));
        var browser = Api.nobody(port);
        browser.form("/device/join/" + world.code(site, Device.Kind.HANDHELD, null), Map.of());

        var printed = browser.form("/device/labels", Map.of());
        engine.drain();

        assertThat(printed.statusCode()).isEqualTo(201);
        assertThat(browser.get("/device/labels/" + printed.body()).body()).contains("Sent to Simulated");
        assertThat(all(() -> pages.latest(printer, 1)).getFirst().zpl())
                .contains("TEST LABEL")
                .contains(TestLabels.BARCODE);
    }

    @Test
    void the_check_page_speaks_the_language_of_the_floor() {
        var api = Api.nobody(port);
        var joined = api.form("/device/join/" + world.code(site, Device.Kind.HANDHELD, null), Map.of());
        var cookies = DeviceCookie.NAME + "=" + cookie(joined, DeviceCookie.NAME) + "; " + Words.COOKIE + "=es";

        assertThat(Api.nobody(port)
                        .send(api.request("GET", "/device").header("Cookie", cookies))
                        .body())
                .contains("Probar la cámara")
                .doesNotContain("Try the camera");
    }

    @Test
    void a_browser_that_never_joined_can_neither_report_nor_print() {
        var stranger = Api.nobody(port);

        assertThat(stranger.form("/device/labels", Map.of()).statusCode()).isEqualTo(403);
        assertThat(stranger.form("/device/findings", Map.of("thing", "SOUND", "works", "true"))
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> withCookie(String session) {
        var api = Api.nobody(port);
        return api.send(api.request("GET", "/floor").header("Cookie", "wharf_session=" + session));
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }
}
