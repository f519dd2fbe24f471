package wharf.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.NewItem;
import wharf.platform.InvariantCheck;
import wharf.testing.Core;

/** Each rule is broken by hand, seen, and left as it was. */
@Core
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "wharf.work.enabled=false")
@Import({PackingPorts.class, PackingFixture.class})
class PackingChecksTest {
    @Autowired
    PackingFixture world;

    @Autowired
    PackStation station;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    List<InvariantCheck> checks;

    @BeforeEach
    void world() {
        world.begin(NewItem.physical("MUG", "Mug", 300, 100, 90, 95));
    }

    @Test
    void aScanWhoseUnitIsNotInTheCartonIsFound() {
        opened();
        assertThat(brokenBy(
                        "scans-are-in-their-carton",
                        "update pack_scan set quantity = quantity + 1 where ended is null"))
                .isTrue();
    }

    @Test
    void aFinishedSessionWithAnOpenCartonIsFound() {
        opened();
        assertThat(brokenBy(
                        "finished-sessions-leave-nothing",
                        "update pack_session set closed_at = now() where closed_at is null"))
                .isTrue();
    }

    @Test
    void aParcelThatHoldsSomethingElseThanWasScannedIsFound() {
        var session = opened();
        world.as("ann", () -> station.closeParcel(session.id(), new CloseParcel("p1", "BOX-S", 420, null, null)));
        assertThat(brokenBy(
                        "verified-parcels-hold-their-scans",
                        "update pack_scan set quantity = quantity + 1 where parcel_id is not null"))
                .isTrue();
    }

    private SessionView opened() {
        world.picked(world.tote("T-1"), Map.of("MUG", 2));
        var session = world.as("ann", () -> station.open(world.site, "T-1"));
        world.as("ann", () -> station.scan(session.id(), Scan.of("s1", "MUG")));
        return session;
    }

    private boolean brokenBy(String name, String corruption) {
        var check = checks.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return world.as(
                "test",
                () -> Boolean.TRUE.equals(transaction.execute(status -> {
                    assertThat(check.violations(jdbc, 10)).isEmpty();
                    jdbc.sql(corruption).update();
                    status.setRollbackOnly();
                    return !check.violations(jdbc, 10).isEmpty();
                })));
    }
}
