package wharf.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.endpoints.Api;
import wharf.identity.Badges;
import wharf.identity.NewUser;
import wharf.identity.User;
import wharf.identity.Users;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.Context;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Over HTTP, as handhelds do it. */
@WharfTest
class BadgeSignInTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String WRONG = "9071";
    private static final Pattern JOIN = Pattern.compile("/device/join/([0-9A-Z-]+)");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    Users users;

    @Autowired
    Merchants merchants;

    @Autowired
    Badges badges;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Scenery scenery;

    private WarehouseId site;
    private User ana;
    private Badges.Issued badge;

    @BeforeEach
    void somebodyWithABadge() {
        site = scenery.site(false);
        ana = staff("Ana", Role.FLOOR_WORKER);
        badge = as().call(() -> badges.issue(ana.id()));
    }

    @Test
    void a_badge_and_its_pin_open_the_floor_on_a_device_that_has_joined() {
        var device = device();

        var answer = enter(device, code(badge), badge.pin());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/floor"));
        assertThat(device.get("/floor/me").body()).contains(ana.email());
    }

    @Test
    void a_pin_is_nothing_on_a_device_that_nobody_knows() {
        assertThat(enter(Api.nobody(port), code(badge), badge.pin()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void somebody_else_comes_to_a_device_on_which_a_colleague_is_signed_in_and_the_colleague_is_gone() {
        var bob = staff("Bob", Role.FLOOR_WORKER);
        var device = Api.signedIn(port, bob.email(), PASSWORD);

        assertThat(enter(device, code(badge), badge.pin()).statusCode()).isEqualTo(302);

        assertThat(device.get("/floor/me").body()).contains(ana.email()).doesNotContain(bob.email());
        assertThat(sessions(bob)).isZero();
    }

    @Test
    void an_unknown_badge_and_a_wrong_pin_get_the_same_answer() {
        var device = device();

        var wrong = enter(device, code(badge), WRONG);
        var unknown = enter(device, "WB0000000000", WRONG);

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("do not belong together");
        assertThat(unknown.body()).contains("do not belong together");
    }

    @Test
    void five_wrong_pins_lock_the_badge_until_a_manager_unlocks_it() {
        var device = device();
        for (int i = 0; i < 5; i++) enter(device, code(badge), WRONG);

        assertThat(enter(device, code(badge), badge.pin()).statusCode()).isEqualTo(423);
        assertThat(as().call(() -> badges.find(ana.id())).orElseThrow().lockedAt())
                .isNotNull();
        as().run(() -> badges.unlock(ana.id()));
        assertThat(enter(device, code(badge), badge.pin()).statusCode()).isEqualTo(302);
    }

    @Test
    void the_right_pin_at_the_last_attempt_opens_and_what_went_wrong_before_is_forgotten() {
        var device = device();
        for (int i = 0; i < 4; i++) enter(device, code(badge), WRONG);

        assertThat(enter(device, code(badge), badge.pin()).statusCode()).isEqualTo(302);

        assertThat(as().call(() -> badges.find(ana.id())).orElseThrow().lockedAt())
                .isNull();
        assertThat(read("select attempts from badge where user_id = :user", Integer.class))
                .isZero();
    }

    @Test
    void a_device_on_which_too_much_was_tried_waits_and_the_next_one_does_not() {
        var device = device();
        enter(device, "WB0000000000", WRONG);
        as().run(() -> transaction.executeWithoutResult(status -> jdbc.sql(
                        "update sign_in_failure set failures = 100 where window_ends = (select max(window_ends) from sign_in_failure)")
                .update()));

        assertThat(enter(device, code(badge), badge.pin()).statusCode()).isEqualTo(429);
        assertThat(enter(device(), code(badge), badge.pin()).statusCode()).isEqualTo(302);
    }

    @Test
    void however_many_guess_at_the_same_moment_five_pins_are_looked_at_and_the_right_one_is_too_late()
            throws Exception {
        var devices = IntStream.range(0, 12).mapToObj(n -> device()).toList();
        together(devices.size(), n -> enter(devices.get(n), code(badge), "%04d".formatted(7300 + 2 * n)));

        int attempts = read("select attempts from badge where user_id = :user", Integer.class);
        assertThat(attempts).isEqualTo(5);
        assertThat(enter(devices.getFirst(), code(badge), badge.pin()).statusCode())
                .isEqualTo(423);
    }

    @Test
    void the_same_badge_on_two_devices_at_once_leaves_one_of_them_signed_in() throws Exception {
        var devices = IntStream.range(0, 6).mapToObj(n -> device()).toList();

        together(devices.size(), n -> enter(devices.get(n), code(badge), badge.pin()));

        assertThat(sessions(ana)).isEqualTo(1);
        assertThat(devices.stream().filter(one -> one.get("/floor/me").statusCode() == 200))
                .hasSize(1);
    }

    @Test
    void another_badge_takes_the_place_of_the_first_and_ends_what_it_opened() {
        var device = device();
        enter(device, code(badge), badge.pin());

        var second = as().call(() -> badges.issue(ana.id()));

        assertThat(device.get("/floor/me").statusCode()).isEqualTo(302);
        assertThat(enter(device, code(badge), badge.pin()).statusCode()).isEqualTo(401);
        assertThat(enter(device, code(second), second.pin()).statusCode()).isEqualTo(302);
    }

    @Test
    void a_person_chooses_a_pin_that_is_not_easily_guessed() {
        assertThatThrownBy(() -> badges.changePin(ana.id(), badge.pin(), "1234"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.problems().getFirst().code()).isEqualTo("easy-pin"));
        assertThatThrownBy(() -> as().run(() -> badges.changePin(ana.id(), WRONG, "8264")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.problems().getFirst().code()).isEqualTo("wrong-pin"));

        as().run(() -> badges.changePin(ana.id(), badge.pin(), "8264"));

        assertThat(enter(device(), code(badge), "8264").statusCode()).isEqualTo(302);
    }

    @Test
    void merchants_people_get_no_badge_and_a_disabled_one_opens_nothing() {
        var merchant = as().call(() -> merchants.create(
                NewMerchant.of("b" + UUID.randomUUID().toString().substring(24), "Shop", "USD", "a@example.com")));
        var theirs = as().call(() -> users.create(
                new NewUser(UUID.randomUUID() + "@example.org", "Mia", Role.MERCHANT_ADMIN, merchant, PASSWORD)));

        assertThatThrownBy(() -> as().call(() -> badges.issue(theirs.id()))).isInstanceOf(Refusal.class);
        as().run(() -> users.change(ana.id(), new wharf.identity.UserChange(null, null, null, false, null), null));
        assertThat(enter(device(), code(badge), badge.pin()).statusCode()).isEqualTo(401);
    }

    @Test
    void the_sheet_of_badges_is_a_pdf_for_managers_only() {
        var manager = Api.signedIn(port, staff("Mo", Role.OPERATIONS_MANAGER).email(), PASSWORD);

        assertThat(manager.get("/badges/sheet.pdf?user=" + ana.id()).body()).startsWith("%PDF");
        assertThat(manager.get("/badges").body()).contains(code(badge)).doesNotContain(badge.pin());
        assertThat(Api.signedIn(port, ana.email(), PASSWORD).get("/badges").statusCode())
                .isEqualTo(403);
    }

    @Test
    void after_the_pin_the_floor_goes_on_where_it_was_and_nowhere_else() {
        assertThat(enteredFor("/floor/count")).endsWith("/floor/count");
        assertThat(enteredFor("//example.org/floor")).endsWith("/floor").doesNotContain("example.org");
        assertThat(enteredFor("/floor" + "/a".repeat(100_000))).endsWith("/floor");
    }

    private String enteredFor(String next) {
        var answer = form(
                device(),
                "/floor/sign-in",
                "/floor/sign-in",
                Map.of("badge", code(badge), "pin", badge.pin(), "next", next));
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private Api device() {
        var manager = Api.signedIn(port, staff("Mo", Role.OPERATIONS_MANAGER).email(), PASSWORD);
        var invitation = Map.of("site", site.toString(), "kind", "HANDHELD", "name", "Handheld");
        var code = JOIN.matcher(manager.form("/devices/invitations", invitation).body());
        assertThat(code.find()).isTrue();
        var device = Api.nobody(port);
        assertThat(device.form("/device/join/" + code.group(1), Map.of()).statusCode())
                .isEqualTo(302);
        return device;
    }

    private HttpResponse<String> enter(Api device, String code, String pin) {
        return form(device, "/floor/sign-in", "/floor/sign-in", Map.of("badge", code, "pin", pin));
    }

    private static HttpResponse<String> form(Api api, String page, String path, Map<String, String> fields) {
        var token = CSRF.matcher(api.get(page).body());
        var csrf = token.find() ? token.group(1) : "";
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + Api.encoded(field.getValue()))
                .collect(Collectors.joining("&", "_csrf=" + Api.encoded(csrf) + "&", ""));
        return api.send(api.request("POST", path)
                .setHeader("X-XSRF-TOKEN", csrf)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method("POST", BodyPublishers.ofString(body)));
    }

    private User staff(String name, Role role) {
        return as().call(() ->
                users.create(new NewUser(UUID.randomUUID() + "@example.org", name, role, null, PASSWORD)));
    }

    private int sessions(User of) {
        return as().call(() ->
                transaction.execute(status -> jdbc.sql("select count(*) from user_session where user_id = :user")
                        .param("user", of.id())
                        .query(Integer.class)
                        .single()));
    }

    private <T> T read(String sql, Class<T> type) {
        return as().call(() -> transaction.execute(
                status -> jdbc.sql(sql).param("user", ana.id()).query(type).single()));
    }

    private static String code(Badges.Issued issued) {
        return java.util.Objects.requireNonNull(issued.badge().code());
    }

    private static Context as() {
        return Context.background("test");
    }

    private static void together(int people, java.util.function.IntFunction<HttpResponse<String>> what)
            throws Exception {
        var start = new CyclicBarrier(people);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, people)
                    .mapToObj(n -> threads.submit(() -> {
                        start.await();
                        return what.apply(n);
                    }))
                    .toList();
            for (var one : List.copyOf(running)) one.get();
        }
    }
}
