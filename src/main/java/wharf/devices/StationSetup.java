package wharf.devices;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.printing.NewPrinter;
import wharf.printing.PrintJob;
import wharf.printing.PrintJobs;
import wharf.printing.Printer;
import wharf.printing.Printers;
import wharf.printing.Stations;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** What is done while a pack station is set up. */
@Service
class StationSetup {
    private final Stations stations;
    private final Printers printers;
    private final Scales scales;
    private final Devices devices;
    private final Sites sites;
    private final Joining joining;
    private final TestLabels labels;
    private final PrintJobs jobs;

    StationSetup(
            Stations stations,
            Printers printers,
            Scales scales,
            Devices devices,
            Sites sites,
            Joining joining,
            TestLabels labels,
            PrintJobs jobs) {
        this.stations = stations;
        this.printers = printers;
        this.scales = scales;
        this.devices = devices;
        this.sites = sites;
        this.joining = joining;
        this.labels = labels;
        this.jobs = jobs;
    }

    /** Who may pair, with the code for it. */
    record Paired(String name, String code) {}

    List<Site> sites() {
        return sites.all();
    }

    /** Every station with what stands there. */
    @Transactional(readOnly = true)
    public List<StationRow> all() {
        var names = sites.all().stream().collect(Collectors.toMap(Site::id, Function.identity()));
        var machines = printers.all().stream().collect(Collectors.toMap(Printer::id, Printer::name));
        var weighed = scales.names();
        var browsers = devices.all().stream()
                .filter(device -> device.kind() == Device.Kind.STATION && device.revokedAt() == null)
                .collect(Collectors.groupingBy(device -> String.valueOf(device.station())));
        return stations.all().stream()
                .filter(station -> names.containsKey(station.warehouseId()))
                .map(station -> new StationRow(
                        station.id(),
                        Objects.requireNonNull(names.get(station.warehouseId())).code(),
                        station.name(),
                        machines.get(station.labelPrinterId()),
                        machines.get(station.documentPrinterId()),
                        weighed.get(station.id()),
                        browsers.getOrDefault(station.id().toString(), List.of())))
                .toList();
    }

    UUID create(WarehouseId site, String name) {
        return stations.add(site, name, null, null);
    }

    WarehouseId siteOf(UUID station) {
        return new WarehouseId(found(station).warehouseId());
    }

    private Stations.Station found(UUID station) {
        return stations.find(station).orElseThrow(() -> Refusal.notFound("station", station));
    }

    @Transactional(readOnly = true)
    public StationPage page(UUID id) {
        var station = found(id);
        var site = new WarehouseId(station.warehouseId());
        return new StationPage(
                station,
                sites.find(site.value()).orElseThrow(),
                printers.all().stream()
                        .filter(printer ->
                                printer.active() && printer.warehouse().equals(site))
                        .toList(),
                scales.of(site),
                scales.at(id).orElse(null),
                devices.agents(site),
                devices.at(id));
    }

    @Transactional
    public void equip(UUID station, @Nullable UUID labelPrinter, @Nullable UUID documentPrinter, @Nullable UUID scale) {
        found(station);
        stations.equip(station, labelPrinter, documentPrinter);
        scales.put(station, scale);
    }

    /** Adds a printer and puts it at the station. */
    @Transactional
    public void addPrinter(UUID station, NewPrinter printer) {
        var before = found(station);
        var added = printers.add(printer);
        boolean labelled = printer.media() != Printer.Media.DOCUMENT;
        stations.equip(
                station, labelled ? added : before.labelPrinterId(), labelled ? before.documentPrinterId() : added);
    }

    /** Adds a scale and puts it at the station. */
    @Transactional
    public void addScale(UUID station, NewScale scale) {
        found(station);
        scales.put(station, scales.add(scale));
    }

    @Transactional
    public Paired invite(UUID id) {
        var station = found(id);
        var code = joining.invite(
                new Invitation(new WarehouseId(station.warehouseId()), Device.Kind.STATION, station.name(), id));
        return new Paired(station.name(), code);
    }

    @Transactional
    public UUID print(UUID id) {
        var station = found(id);
        return labels.print(new WarehouseId(station.warehouseId()), id, station.name());
    }

    /** A test label of whichever station; others are refused. */
    PrintJob label(UUID station, UUID job) {
        found(station);
        return jobs.find(job)
                .filter(one -> one.subject().equals(job))
                .orElseThrow(() -> Refusal.notFound("test label", job));
    }

    /** Takes seconds: never within a transaction. */
    Weighed weigh(UUID station, int lies) {
        return scales.weigh(station, lies);
    }
}
