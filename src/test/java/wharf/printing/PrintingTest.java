package wharf.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.Context;
import wharf.platform.Work;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class PrintingTest {
    @Autowired
    Scenery scenery;

    @Autowired
    Printers printers;

    @Autowired
    Stations stations;

    @Autowired
    PrintJobs jobs;

    @Autowired
    PendingJobs pending;

    @Autowired
    SimulatedPages pages;

    @Autowired
    PrinterSimulator simulator;

    @Autowired
    WorkEngine engine;

    @Autowired
    Work work;

    @Autowired
    JdbcClient jdbc;

    MerchantId merchant;
    WarehouseId site;

    @BeforeEach
    void aSite() {
        merchant = scenery.merchant();
        site = scenery.site(false);
    }

    @Test
    void a_job_comes_out_of_the_simulated_printer_and_can_be_seen() {
        var printer = all(() -> printers.add(NewPrinter.simulated(site, "Zebra (simulated)")));
        var job = queue(null, "Hello parcel");

        engine.drain();

        assertThat(state(job).state()).isEqualTo("SENT");
        var page = all(() -> pages.latest(printer, 10)).getFirst();
        assertThat(page.zpl()).startsWith("^XA").contains("Hello parcel").doesNotContain("COPY");
        assertThat(page.svg()).contains(">Hello parcel</text>");
    }

    @Test
    void a_network_printer_gets_exactly_the_bytes_of_the_label() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var received = CompletableFuture.supplyAsync(() -> accept(server));
            all(() -> printers.add(new NewPrinter(
                    site, "Dock printer", Printer.Kind.RAW_9100, "127.0.0.1", server.getLocalPort(), null, null)));
            queue(null, "Düsseldorf");

            engine.drain();

            assertThat(received.join()).isEqualTo(label("Düsseldorf"));
        }
    }

    @Test
    void a_station_prints_on_the_printer_beside_it() {
        all(() -> printers.add(NewPrinter.simulated(site, "First")));
        var second = all(() -> printers.add(NewPrinter.simulated(site, "Second")));
        var station = all(() -> stations.add(site, "Pack 2", second, null));

        var job = queue(station, "Beside");
        engine.drain();

        assertThat(state(job).printer()).isEqualTo("Second");
    }

    @Test
    void a_printer_that_does_not_answer_keeps_its_job_and_shows_up_and_others_go_on() throws IOException {
        int closed = closedPort();
        all(() -> printers.add(new NewPrinter(site, "Dead", Printer.Kind.RAW_9100, "127.0.0.1", closed, null, null)));
        var other = scenery.site(true);
        all(() -> printers.add(NewPrinter.simulated(other, "Alive")));
        var stuck = queue(null, "Waits");
        var fine = scenery.inTransaction(() -> jobs.print(List.of(job(other, null, "Goes on"))))
                .getFirst();

        engine.drain();

        assertThat(state(fine).state()).isEqualTo("SENT");
        assertThat(state(stuck).state()).isEqualTo("QUEUED");
        assertThat(state(stuck).problem()).startsWith("Dead: ");
        assertThat(all(() -> work.stuck(1, 100_000)))
                .anySatisfy(waiting -> assertThat(waiting.subject()).isEqualTo(stuck));
    }

    @Test
    void a_job_whose_printer_never_had_a_byte_of_it_is_printed_without_copy() throws IOException {
        int port = closedPort();
        all(() -> printers.add(new NewPrinter(site, "Late", Printer.Kind.RAW_9100, "127.0.0.1", port, null, null)));
        var job = queue(null, "Once");
        engine.drain();

        try (var server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            var received = CompletableFuture.supplyAsync(() -> accept(server));
            retry(job);

            assertThat(received.join()).doesNotContain("COPY");
        }
        assertThat(state(job).state()).isEqualTo("SENT");
    }

    @Test
    void a_job_that_may_be_out_already_says_copy_when_it_is_sent_again() {
        var printer = all(() -> printers.add(NewPrinter.simulated(site, "Twice")));
        var job = queue(null, "Again");
        // As after a kill between the first byte and the record of the outcome.
        scenery.inTransaction(() -> jdbc.sql("update print_job set writing_since = now() where id = :id")
                .param("id", job)
                .update());
        scenery.inTransaction(() -> jdbc.sql("""
                        insert into external_effect (id, kind, key, merchant_id, root, state)
                        values (:id, 'PRINT', 'print:' || :job, :merchant, :id, 'PENDING')
                        """)
                .param("id", Ids.next())
                .param("job", job.toString())
                .param("merchant", merchant.value())
                .update());

        engine.drain();

        assertThat(all(() -> pages.latest(printer, 10)).getFirst().zpl()).contains("^FDCOPY^FS");
    }

    /** As when it was given back to the server between the look at it and the offer: no agent would fetch the job. */
    @Test
    void a_job_is_not_offered_to_the_agent_of_a_printer_that_has_none() {
        var printer = all(() -> printers.add(NewPrinter.simulated(site, "Ours")));
        var job = queue(null, "Ours");

        assertThat(all(() -> pending.offer(job, printer))).isFalse();

        engine.drain();
        assertThat(state(job).state()).isEqualTo("SENT");
    }

    @Test
    void a_warehouse_without_a_printer_says_so_and_prints_when_it_has_one() {
        var job = queue(null, "Patience");
        engine.drain();
        assertThat(state(job).problem()).contains("no label printer at this warehouse");

        all(() -> printers.add(NewPrinter.simulated(site, "New")));
        retry(job);

        assertThat(state(job).state()).isEqualTo("SENT");
    }

    @Test
    void what_was_withdrawn_is_not_printed() {
        var printer = all(() -> printers.add(NewPrinter.simulated(site, "Idle")));
        var subject = Ids.next();
        var job = scenery.inTransaction(() -> jobs.print(List.of(
                        new NewPrintJob(merchant, site, null, Ids.next(), subject, "Label", label("Withdrawn")))))
                .getFirst();
        Context.background("test")
                .run(() -> scenery.inTransaction(() -> {
                    jobs.cancel(List.of(subject));
                    return true;
                }));

        engine.drain();

        assertThat(all(() -> jobs.of(subject)))
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo("CANCELLED"));
        assertThat(all(() -> pages.latest(printer, 10))).isEmpty();
        assertThat(job).isNotNull();
    }

    @Test
    void anything_that_speaks_to_a_simulated_printer_is_shown() throws IOException {
        var id = all(() -> printers.add(NewPrinter.simulated(site, "Open to all")));
        int port = simulator.portOf(all(() -> printers.find(id)).orElseThrow());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("^XA^FO10,10^A0N,30,30^FDby hand^FS^XZ^XA^XZ".getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(all(() -> pages.latest(id, 10))).hasSize(2);
    }

    private static String label(String text) {
        return new ZplLabel().text(30, 30, 40, 600, text).zpl();
    }

    private NewPrintJob job(WarehouseId at, @org.jspecify.annotations.Nullable UUID station, String text) {
        return new NewPrintJob(merchant, at, station, Ids.next(), Ids.next(), text, label(text));
    }

    private UUID queue(@org.jspecify.annotations.Nullable UUID station, String text) {
        return scenery.inTransaction(() -> jobs.print(List.of(job(site, station, text))))
                .getFirst();
    }

    private void retry(UUID job) {
        Context.background("test").run(() -> work.retryNow(PrintStep.NAME, job));
        engine.drain();
    }

    private PrintJob state(UUID job) {
        return all(() -> jobs.list(null, null, 500)).stream()
                .filter(one -> one.id().equals(job))
                .findFirst()
                .orElseThrow();
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String accept(ServerSocket server) {
        try (var socket = server.accept()) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }
}
