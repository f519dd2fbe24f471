package wharf.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.Wharf;
import wharf.devices.agent.Agent;
import wharf.devices.agent.ScaleFake;
import wharf.endpoints.Api;
import wharf.platform.WorkEngine;
import wharf.printing.Stations;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The agent itself, over real sockets: in this process, and in one of its own where it is to be killed. */
@WharfTest
class AgentTest {
    private static final int KILLED = 137;

    @LocalServerPort
    int port;

    @Autowired
    Scenery scenery;

    @Autowired
    DeviceWorld world;

    @Autowired
    Devices devices;

    @Autowired
    Scales scales;

    @Autowired
    Stations stations;

    @Autowired
    WorkEngine engine;

    @TempDir
    Path home;

    MerchantId merchant;
    WarehouseId site;
    RawSink sink;
    private final List<Thread> running = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void aPrinter() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        sink = new RawSink();
    }

    @AfterEach
    void end() {
        running.forEach(Thread::interrupt);
        processes.forEach(process -> process.destroyForcibly().onExit().join());
        sink.close();
    }

    @Test
    void labels_come_out_of_the_printer_behind_the_agent_in_order_and_once() {
        world.printer(site, sink.port(), joined());
        start();
        for (int i = 1; i <= 5; i++) {
            world.queue(merchant, site, "Label " + i);
            engine.drain();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sink.pages()).as(out()).hasSize(5));

        for (int i = 1; i <= 5; i++) assertThat(sink.pages().get(i - 1)).contains("Label " + i);
    }

    @Test
    void what_is_known_of_the_agent_is_readable_by_its_owner_only() throws IOException {
        joined();
        var file = home.resolve("agent.json");
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_printer_that_is_away_gets_its_label_when_it_is_back_and_others_do_not_wait_for_it() {
        var agent = joined();
        var away = new RawSink();
        away.close();
        var first = world.printer(site, away.port(), agent);
        assertThat(first).isNotNull();
        start();
        var stuck = world.queue(merchant, site, "Stuck");
        engine.drain();
        await().atMost(Duration.ofSeconds(10)).until(() -> world.state(stuck).problem() != null);
        assertThat(world.state(stuck).state()).isIn("OFFERED", "LEASED");
        assertThat(sink.pages()).isEmpty();
    }

    @Test
    void an_agent_that_is_shut_out_ends_and_fetches_nothing_more() {
        var agent = joined();
        world.printer(site, sink.port(), agent);
        var ended = start();
        await().atMost(Duration.ofSeconds(10)).until(() -> out().contains("works for"));

        all(() -> devices.revoke(agent));
        var job = world.queue(merchant, site, "Too late");
        engine.drain();

        assertThat(ended.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join())
                .isEqualTo(3);
        assertThat(out()).contains("does not let this agent in");
        assertThat(sink.pages()).isEmpty();
        assertThat(world.state(job).state()).isEqualTo("OFFERED");
    }

    @Test
    void a_server_that_went_away_is_found_again_and_its_labels_come_out() throws IOException {
        world.printer(site, sink.port(), joined());
        try (var line = new Relay(port)) {
            startAt(line.port());
            await().atMost(Duration.ofSeconds(10)).until(() -> out().contains("works for"));
            line.cut();
            await().atMost(Duration.ofSeconds(10)).until(() -> out().contains("cannot be reached, trying again"));
            job = world.queue(merchant, site, "Patient");
            engine.drain();

            line.mend();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> world.state(job).state().equals("SENT"));
            assertThat(sink.pages()).hasSize(1);
            assertThat(out()).contains("The server is there again.");
        }
    }

    @Test
    void a_server_that_goes_away_while_a_label_is_printed_is_told_when_it_is_back() throws IOException {
        world.printer(site, sink.port(), joined());
        try (var line = new Relay(port)) {
            startAt(line.port());
            sink.whenFirstPage(line::cut);
            job = world.queue(merchant, site, "In between");
            engine.drain();
            await().atMost(Duration.ofSeconds(10)).until(() -> sink.pages().size() == 1);
            await().atMost(Duration.ofSeconds(10)).until(() -> out().contains("cannot be reached"));

            line.mend();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> world.state(job).state().equals("SENT"));
            assertThat(sink.pages()).hasSize(1);
        }
    }

    @Test
    void a_stranger_gets_no_work() {
        var nobody = Api.nobody(port);
        var body = "{\"holding\": [], \"waitSeconds\": 0}";

        assertThat(nobody.send("POST", "/hooks/agent/claims", body).statusCode())
                .isEqualTo(401);
        assertThat(nobody.send("POST", "/hooks/agent/claims", body, "Authorization", "Agent nonsense")
                        .statusCode())
                .isEqualTo(401);
        var handheld = world.code(site, Device.Kind.HANDHELD, null);
        assertThat(nobody.send("POST", "/hooks/agent/joins", """
                        {"code": "%s", "software": "x"}""".formatted(handheld))
                        .statusCode())
                .as("a code for a handheld")
                .isEqualTo(403);
    }

    @Test
    void a_wrong_code_is_refused_with_words_and_status() {
        assertThat(new Agent(out(said)).run(arguments("AAAA-BBBB-CCCC-DDDD"))).isEqualTo(3);
        assertThat(out()).contains("unknown, was used");
        assertThat(new Agent(out(said)).run(List.of("agent", "--frobnicate=1"))).isEqualTo(2);
    }

    @Test
    void an_agent_that_was_shut_out_joins_anew_by_a_new_code_in_the_same_directory() {
        var before = joined();
        all(() -> devices.revoke(before));

        var after = joined();

        assertThat(after).isNotEqualTo(before);
        world.printer(site, sink.port(), after);
        start();
        world.queue(merchant, site, "Anew");
        engine.drain();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sink.pages()).as(out()).hasSize(1));
    }

    @Test
    void started_again_with_the_code_it_has_used_an_agent_is_who_it_was() {
        var code = world.code(site, Device.Kind.AGENT, null);
        var first = joined(code);

        assertThat(joined(code)).isEqualTo(first);
        assertThat(all(() -> devices.agents(site))).hasSize(1);
    }

    @Test
    void an_agent_that_cannot_read_who_it_is_joins_anew() throws IOException {
        Files.writeString(home.resolve("agent.json"), "{\"server\": ");

        assertThat(new Agent(out(said)).run(List.of("agent", "--directory=" + home)))
                .isEqualTo(1);
        assertThat(out()).contains("join again with --code");
        assertThat(joined()).isNotNull();
    }

    /** What the journal cannot hold is not begun; the other work of the agent goes on. */
    @Test
    void an_agent_whose_disk_is_full_prints_nothing_says_so_and_goes_on_asking() throws IOException {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        var agent = joined();
        world.printer(site, sink.port(), agent);
        Files.deleteIfExists(home.resolve("journal"));
        Files.createSymbolicLink(home.resolve("journal"), full);
        start();
        var waiting = world.queue(merchant, site, "No room");
        engine.drain();

        await().atMost(Duration.ofSeconds(20)).until(() -> world.state(waiting).problem() != null);

        assertThat(world.state(waiting).problem()).contains("No space left");
        assertThat(sink.pages()).isEmpty();
        try (var scale = new ScaleFake('\n', "S S 706.0 g\r\n")) {
            var station = station(agent, scale.port());
            assertThat(all(() -> scales.weigh(station, 0))).isInstanceOf(Weighed.Stable.class);
        }
        assertThat(out()).doesNotContain("cannot be reached");
    }

    @Test
    void what_is_asked_of_an_agent_wrongly_is_answered_in_words() {
        assertThat(new Agent(out(said)).run(List.of("agent", "--help"))).isZero();
        assertThat(out()).contains("--server").contains("--directory");
        for (var server :
                List.of("wharf.example", "ftp://wharf.example", "https://", "http://a b", "https://a.example/?x"))
            assertThat(new Agent(out(said)).run(List.of("agent", "--server=" + server)))
                    .isEqualTo(2);
        assertThat(out()).contains("not http://a b");
        assertThat(new Agent(out(said))
                        .run(List.of("agent", "--server=https://wharf.example", "--ca=" + home.resolve("none.crt"))))
                .isEqualTo(1);
        assertThat(out()).contains("no certificate to read at").contains("/devices/tls");
    }

    @Test
    void a_weight_comes_from_the_scale_behind_the_agent() {
        var agent = joined();
        try (var scale = new ScaleFake('\n', "S D 700.0 g\r\n", "S S 706.0 g\r\n")) {
            var station = station(agent, scale.port());
            start();

            assertThat(all(() -> scales.weigh(station, 0)))
                    .isInstanceOfSatisfying(
                            Weighed.Stable.class,
                            stable -> assertThat(stable.grams()).isEqualTo(706));
        }
    }

    @Test
    void a_scale_whose_agent_is_away_gives_words_instead_of_a_weight() {
        var station = station(joined(), 4001);

        assertThat(all(() -> scales.weigh(station, 0)))
                .isInstanceOfSatisfying(
                        Weighed.None.class, none -> assertThat(none.problem()).contains("gave no answer in time"));
    }

    /** Killed before the server granted the job: nothing has left, so the next run prints it, once. */
    @Test
    void killed_before_it_may_print_the_next_run_prints_it() throws IOException {
        assertThat(killedAt("agent.begun", "Begun")).isEqualTo("LEASED");

        start();

        await().atMost(Duration.ofSeconds(20)).until(() -> sink.pages().size() == 1);
        assertThat(sink.pages().getFirst()).doesNotContain("COPY");
    }

    /** Killed between the grant and the first byte: the agent cannot tell, so a person looks. */
    @Test
    void killed_once_it_may_print_a_person_looks_and_nothing_is_printed_twice() throws IOException {
        assertThat(killedAt("agent.started", "Started")).isEqualTo("WRITING");

        start();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.state(job).state().equals("UNKNOWN"));
        assertThat(world.state(job).problem()).contains("stopped while it printed");
        assertThat(sink.pages()).isEmpty();
    }

    @Test
    void killed_after_the_last_byte_a_person_looks_and_nothing_is_printed_twice() throws IOException {
        assertThat(killedAt("agent.written", "Written")).isEqualTo("WRITING");

        start();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.state(job).state().equals("UNKNOWN"));
        assertThat(sink.pages()).hasSize(1);
    }

    @Test
    void killed_before_it_could_tell_that_all_had_left_the_next_run_tells_it() throws IOException {
        assertThat(killedAt("agent.all", "Told")).isEqualTo("WRITING");

        start();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.state(job).state().equals("SENT"));
        assertThat(sink.pages()).hasSize(1);
    }

    private UUID job = new UUID(0, 0);

    /** Runs the agent in a process of its own until it dies at that point. @return the state it leaves the job in */
    private String killedAt(String point, String text) throws IOException {
        world.printer(site, sink.port(), joined());
        job = world.queue(merchant, site, text);
        engine.drain();
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx100m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dwharf.kill.at=" + point,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Wharf.class.getName(),
                        "agent",
                        "--directory=" + home)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("agent.log").toFile())
                .start();
        processes.add(process);
        assertThat(process.onExit()
                        .orTimeout(40, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .exitValue())
                .as(Files.readString(home.resolve("agent.log")))
                .isEqualTo(KILLED);
        return world.state(job).state();
    }

    private UUID station(UUID agent, int scalePort) {
        return scenery.inTransaction(() -> {
            var station = stations.add(site, Scenery.unique("Bench "), null, null);
            var scale = scales.add(
                    new NewScale(site, Scenery.unique("Scale "), Scale.Kind.MT_SICS, "127.0.0.1", scalePort, agent));
            scales.put(station, scale);
            return station;
        });
    }

    /** Has the agent join, as its first start does, and ends it. */
    private UUID joined() {
        var before = all(() -> devices.agents(site)).size();
        var agent = joined(world.code(site, Device.Kind.AGENT, null));
        assertThat(all(() -> devices.agents(site))).hasSize(before + 1);
        return agent;
    }

    private UUID joined(String code) {
        var thread = Thread.ofVirtual().start(() -> new Agent(out(said)).run(arguments(code)));
        await().atMost(Duration.ofSeconds(15)).until(() -> out().contains("works for"));
        thread.interrupt();
        await().atMost(Duration.ofSeconds(15)).until(() -> !thread.isAlive());
        said.reset();
        return all(() -> devices.agents(site)).stream()
                .max(Comparator.comparing(Device::joinedAt))
                .orElseThrow()
                .id();
    }

    private CompletableFuture<Integer> start() {
        var end = new CompletableFuture<Integer>();
        running.add(Thread.ofVirtual()
                .start(() -> end.complete(new Agent(out(said)).run(List.of("agent", "--directory=" + home)))));
        return end;
    }

    private void startAt(int other) {
        running.add(Thread.ofVirtual()
                .start(() -> new Agent(out(said))
                        .run(List.of("agent", "--directory=" + home, "--server=http://127.0.0.1:" + other))));
    }

    private List<String> arguments(String code) {
        return List.of("agent", "--server=http://127.0.0.1:" + port + "/", "--code=" + code, "--directory=" + home);
    }

    private static PrintStream out(ByteArrayOutputStream said) {
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
