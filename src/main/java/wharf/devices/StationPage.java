package wharf.devices;

import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.printing.Printer;
import wharf.printing.Stations;

/** A pack station while it is set up. @param printers and the rest: of its warehouse */
public record StationPage(
        Stations.Station station,
        Site site,
        List<Printer> printers,
        List<Scale> scales,
        @Nullable Scale scale,
        List<Device> agents,
        List<Device> browsers) {
    public List<Printer> of(Printer.Media media) {
        return printers.stream().filter(printer -> printer.media() == media).toList();
    }
}
