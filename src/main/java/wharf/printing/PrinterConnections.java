package wharf.printing;

import java.io.IOException;
import java.net.InetAddress;
import org.springframework.stereotype.Component;

/** Writes to printers, over TCP or by IPP, never for longer than its time-outs. */
@Component
class PrinterConnections {
    private final PrinterSimulator simulator;
    private final PrinterWire wire = new PrinterWire();

    PrinterConnections(PrinterSimulator simulator) {
        this.simulator = simulator;
    }

    /**
     * Hands the content over.
     *
     * @param title what the printer may call the job
     * @param writing called before the first byte, once the printer accepted a connection
     * @throws IOException when the printer cannot be reached, or the bytes may not all have arrived
     */
    void send(Printer printer, String title, byte[] content, Runnable writing) throws IOException {
        switch (printer.kind()) {
            case IPP ->
                wire.ipp(String.valueOf(printer.host()), printer.port(), printer.path(), title, content, writing::run);
            case RAW_9100 -> wire.raw(String.valueOf(printer.host()), printer.port(), content, writing::run);
            case SIMULATED ->
                wire.raw(
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        simulator.portOf(printer),
                        content,
                        writing::run);
        }
    }
}
