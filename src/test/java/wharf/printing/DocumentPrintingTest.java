package wharf.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import com.hp.jipp.encoding.IppInputStream;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.model.Operation;
import com.hp.jipp.model.Status;
import com.hp.jipp.model.Types;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.platform.Context;
import wharf.platform.StoredFiles;
import wharf.platform.Work;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** PDFs go to office printers, over a raw port or by IPP, and to a simulator; whatever is printed again says COPY. */
@WharfTest
class DocumentPrintingTest {
    @Autowired
    Scenery scenery;

    @Autowired
    Printers printers;

    @Autowired
    Stations stations;

    @Autowired
    PrintJobs jobs;

    @Autowired
    SimulatedPages pages;

    @Autowired
    StoredFiles files;

    @Autowired
    WorkEngine engine;

    @Autowired
    Work work;

    MerchantId merchant;
    WarehouseId site;

    @BeforeEach
    void aSite() {
        merchant = scenery.merchant();
        site = scenery.site(false);
    }

    @Test
    void aDocumentComesOutOfTheSimulatorAsItIsAndPrintedAgainItSaysCopy() throws IOException {
        var printer = all(() -> printers.add(NewPrinter.simulatedDocuments(site, "Office (simulated)")));
        all(() -> printers.add(NewPrinter.simulated(site, "Labels")));
        var pdf = pdf();
        var job = queue(null, pdf);
        engine.drain();

        assertThat(state(job).state()).isEqualTo("SENT");
        assertThat(state(job).printer()).isEqualTo("Office (simulated)");
        assertThat(latest(printer)).isEqualTo(pdf);
        assertThat(PdfDocuments.picture(pdf)).startsWith(0x89, 'P', 'N', 'G');

        all(() -> jobs.reprint(job));
        engine.drain();

        assertThat(text(latest(printer))).contains("COPY");
    }

    @Test
    void aRawPrinterOfDocumentsGetsExactlyTheBytes() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var received = CompletableFuture.supplyAsync(() -> accept(server));
            all(() -> printers.add(new NewPrinter(
                    site,
                    "Raw",
                    Printer.Kind.RAW_9100,
                    "127.0.0.1",
                    server.getLocalPort(),
                    Printer.Media.DOCUMENT,
                    null)));
            var pdf = pdf();
            queue(null, pdf);

            engine.drain();

            assertThat(received.join()).isEqualTo(pdf);
        }
    }

    @Test
    void anIppPrinterGetsAPrintJobWithThePdfAndItsTitle() throws IOException {
        var printer = new IppPrinter(Status.successfulOk);
        try (printer) {
            all(() -> printers.add(printer.asPrinter(site)));
            var pdf = pdf();
            var job = queue(null, pdf);

            engine.drain();

            assertThat(state(job).state()).isEqualTo("SENT");
            var asked = Objects.requireNonNull(printer.packet.get());
            assertThat(asked.getOperation()).isEqualTo(Operation.printJob);
            assertThat(asked.getString(com.hp.jipp.encoding.Tag.operationAttributes, Types.documentFormat))
                    .isEqualTo("application/pdf");
            assertThat(asked.getString(com.hp.jipp.encoding.Tag.operationAttributes, Types.jobName))
                    .isEqualTo("Packing slip");
            assertThat(printer.document.get()).isEqualTo(pdf);
        }
    }

    @Test
    void whatAnIppPrinterRefusesWaitsWithTheReasonAndGoesOutOnceItIsTaken() throws IOException {
        var printer = new IppPrinter(Status.serverErrorNotAcceptingJobs);
        try (printer) {
            all(() -> printers.add(printer.asPrinter(site)));
            var job = queue(null, pdf());
            engine.drain();
            assertThat(state(job).problem()).contains("refused it: server-error-not-accepting-jobs");

            printer.status = Status.successfulOk;
            Context.background("test").run(() -> work.retryNow(PrintStep.NAME, job));
            engine.drain();

            assertThat(state(job).state()).isEqualTo("SENT");
        }
    }

    @Test
    void aStationHasAPrinterForEach() {
        all(() -> printers.add(NewPrinter.simulatedDocuments(site, "First")));
        var second = all(() -> printers.add(NewPrinter.simulatedDocuments(site, "Second")));
        var labels = all(() -> printers.add(NewPrinter.simulated(site, "Labels")));
        var station = all(() -> stations.add(site, "Pack 2", labels, second));

        var job = queue(station, pdf());
        engine.drain();

        assertThat(state(job).printer()).isEqualTo("Second");
    }

    @Test
    void anIppPrinterOfLabelsIsRefused() {
        var wrong = new NewPrinter(site, "Wrong", Printer.Kind.IPP, "192.0.2.1", null, null, null);

        assertThatThrownBy(() -> all(() -> printers.add(wrong)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("takes documents");
    }

    /** A printer that speaks IPP and remembers what it was asked. */
    private static final class IppPrinter implements AutoCloseable {
        final AtomicReference<IppPacket> packet = new AtomicReference<>();
        final AtomicReference<byte[]> document = new AtomicReference<>();
        volatile Status status;
        private final HttpServer server;

        IppPrinter(Status status) throws IOException {
            this.status = status;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/printers/office", this::take);
            server.start();
        }

        NewPrinter asPrinter(WarehouseId site) {
            return new NewPrinter(
                    site,
                    "Office",
                    Printer.Kind.IPP,
                    "127.0.0.1",
                    server.getAddress().getPort(),
                    Printer.Media.DOCUMENT,
                    "/printers/office");
        }

        private void take(HttpExchange exchange) throws IOException {
            try (exchange;
                    var in = new IppInputStream(exchange.getRequestBody())) {
                var asked = in.readPacket();
                packet.set(asked);
                document.set(in.readAllBytes());
                var answer = new ByteArrayOutputStream();
                IppPacket.response(status)
                        .setRequestId(asked.getRequestId())
                        .build()
                        .write(answer);
                exchange.getResponseHeaders().set("Content-Type", "application/ipp");
                exchange.sendResponseHeaders(200, answer.size());
                exchange.getResponseBody().write(answer.toByteArray());
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private UUID queue(@org.jspecify.annotations.Nullable UUID station, byte[] pdf) {
        return scenery.inTransaction(() -> {
                    var file = files.store(merchant, Ids.next(), "packing-slip", "slip.pdf", "application/pdf", pdf);
                    return jobs.print(
                            List.of(NewPrintJob.document(merchant, site, station, Ids.next(), "Packing slip", file)));
                })
                .getFirst();
    }

    private PrintJob state(UUID job) {
        return all(() -> jobs.list(null, null, 500)).stream()
                .filter(one -> one.id().equals(job))
                .findFirst()
                .orElseThrow();
    }

    private byte[] latest(UUID printer) {
        var page = all(() -> pages.latest(printer, 1)).getFirst();
        return all(() -> pages.document(page.id())).orElseThrow();
    }

    static byte[] pdf() {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.save(out);
            return out.toByteArray();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static byte[] accept(ServerSocket server) {
        try (var socket = server.accept()) {
            return socket.getInputStream().readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
