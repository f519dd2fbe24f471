package wharf.packing;

import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/**
 * The pack station: open a tote, scan each unit into the carton, weigh, close. Everything is in the database, so a packer goes on after
 * any crash, on any node; each request of a client counts once. The current actor is the packer.
 */
@Service
public class PackStation {
    private final PackOpening opening;
    private final PackScanning scanning;
    private final PackShorts shorts;
    private final PackClosing closing;
    private final PackInstructions instructions;
    private final PackSessions sessions;
    private final SessionViews views;
    private final Bench bench;
    private final PackScans scans;

    PackStation(
            PackOpening opening,
            PackScanning scanning,
            PackShorts shorts,
            PackClosing closing,
            @Lazy PackInstructions instructions,
            PackSessions sessions,
            SessionViews views,
            Bench bench,
            PackScans scans) {
        this.opening = opening;
        this.scanning = scanning;
        this.shorts = shorts;
        this.closing = closing;
        this.instructions = instructions;
        this.sessions = sessions;
        this.views = views;
        this.bench = bench;
        this.scans = scans;
    }

    /**
     * Opens a tote, or a fulfilment by its number; goes on with the session there is. Refuses: unknown code, nothing picked, taken by another
     * packer (until ten minutes after that packer's last scan), held, cancelled (put back).
     */
    @Transactional
    public SessionView open(WarehouseId site, String code) {
        return views.of(opening.open(site, code.strip()));
    }

    /** The same on a device that practises, or does real work: what is of the other kind stays closed. */
    @Transactional
    public SessionView open(WarehouseId site, String code, boolean practice) {
        var session = opening.open(site, code.strip());
        if (sessions.isPractice(session) == practice) return views.of(session);
        throw practice
                ? Refusal.conflict("real-work", code.strip() + " holds real work; end practice to pack it.")
                : Refusal.conflict("practice-work", code.strip() + " holds practice work; practise to pack it.");
    }

    @Transactional(readOnly = true)
    public SessionView view(UUID session) {
        return views.of(session);
    }

    /** Puts the scanned units into the carton, or says why not. */
    @Transactional
    public ScanResult scan(UUID session, Scan scan) {
        return scanning.scan(session, scan);
    }

    /** Takes a scan back; the units are in the tote again. */
    @Transactional
    public void undo(UUID session, String requestId) {
        scanning.undo(session, requestId);
    }

    /** Reports units that are missing or damaged; other stock is looked for at once. */
    @Transactional
    public void reportShort(UUID session, ShortReport report) {
        shorts.report(session, report);
    }

    /** Confirms an instruction that blocks the parcel. */
    @Transactional
    public void acknowledge(UUID session, UUID instruction) {
        sessions.work(session);
        var fulfilments = bench.openFulfilments(session);
        var known = instructions.forPacking(fulfilments).stream()
                .filter(one -> one.id().equals(instruction))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("instruction", instruction));
        instructions.acknowledge(known.fulfilment(), instruction);
    }

    /** Closes the carton as a parcel. The same request id returns the same parcel. */
    @Transactional
    public ClosedParcel closeParcel(UUID session, CloseParcel close) {
        return closing.close(session, close);
    }

    /** Leaves the tote to others; refuses while there are units in the carton. */
    @Transactional
    public void leave(UUID session) {
        sessions.work(session);
        if (!scans.inCarton(session).isEmpty())
            throw Refusal.conflict("carton-not-empty", "Close the parcel or take its scans back before you leave.");
        sessions.finish(session, bench.openFulfilments(session));
    }

    /** Sessions under way at a site, oldest first. */
    @Transactional(readOnly = true)
    public List<SessionView> underWay(WarehouseId site) {
        return sessions.open(site).stream()
                .map(session -> views.of(session.id()))
                .toList();
    }

    /** Those of practice, or of real work. */
    @Transactional(readOnly = true)
    public List<SessionView> underWay(WarehouseId site, boolean practice) {
        return sessions.open(site, practice).stream()
                .map(session -> views.of(session.id()))
                .toList();
    }
}
