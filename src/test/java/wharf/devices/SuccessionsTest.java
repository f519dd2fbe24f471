package wharf.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.WorkEngine;
import wharf.printing.AgentJob;
import wharf.printing.AgentJobs;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** An agent's computer is lost or replaced, and another takes over what it drove. */
@WharfTest
class SuccessionsTest {
    @LocalServerPort
    int port;

    @Autowired
    Scenery scenery;

    @Autowired
    DeviceWorld world;

    @Autowired
    Devices devices;

    @Autowired
    Successions successions;

    @Autowired
    Scales scales;

    @Autowired
    AgentJobs jobs;

    @Autowired
    People people;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    MerchantId merchant;
    WarehouseId site;
    Device lost;
    Device next;

    @BeforeEach
    void anAgentWithAPrinterAndAScale() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        lost = world.agent(site).device();
        next = world.agent(site).device();
        world.printer(site, 9, lost.id());
        all(() -> scales.add(new NewScale(site, "Scale", Scale.Kind.NCI, "127.0.0.1", 9, lost.id())));
    }

    @Test
    void printers_scales_and_what_waits_go_from_a_lost_agent_to_another() {
        var job = world.queue(merchant, site, "Waits");
        engine.drain();
        all(() -> devices.revoke(lost.id()));

        var answer = people.signedIn(port, Role.OPERATIONS_MANAGER)
                .send("PUT", "/api/v1/devices/" + lost.id() + "/successor", "{\"agent\": \"%s\"}".formatted(next.id()));
        engine.drain();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Behind ").contains("Scale");
        assertThat(all(() -> jobs.claim(next.id(), site, 5)))
                .extracting(AgentJob::id)
                .containsExactly(job);
        assertThat(all(() -> scales.of(site)))
                .singleElement()
                .satisfies(scale -> assertThat(scale.agent()).isEqualTo(next.id()));
    }

    @Test
    void the_managers_page_says_what_an_agent_drives_and_hands_it_over() {
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        assertThat(manager.get("/devices").body()).contains("Drives Behind ");

        assertThat(manager.form("/devices/" + lost.id() + "/succession", Map.of("agent", ""))
                        .statusCode())
                .isEqualTo(302);

        assertThat(manager.get("/devices").body()).contains("Handed over: Behind ");
        assertThat(all(() -> successions.driven())).doesNotContainKey(lost.id());
    }

    @Test
    void an_agent_that_was_shut_out_is_listed_until_it_drives_nothing() {
        all(() -> devices.revoke(lost.id()));
        scenery.inTransaction(() -> jdbc.sql("update device set revoked_at = now() - interval '30 days' where id = :id")
                .param("id", lost.id())
                .update());
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        assertThat(manager.get("/devices").body()).contains(lost.name());

        all(() -> successions.handOver(lost.id(), next.id()));

        assertThat(manager.get("/devices").body()).doesNotContain(lost.name());
    }

    @Test
    void nothing_is_handed_to_another_sites_agent_nor_to_one_that_was_shut_out() {
        var elsewhere = world.agent(scenery.site(true)).device();
        all(() -> devices.revoke(next.id()));

        for (var heir : new Device[] {elsewhere, next, lost})
            assertThatThrownBy(() -> all(() -> successions.handOver(lost.id(), heir.id())))
                    .isInstanceOf(Refusal.class);
    }
}
