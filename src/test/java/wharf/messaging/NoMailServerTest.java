package wharf.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.Context;
import wharf.platform.WharfPrincipal;
import wharf.shared.Actor;
import wharf.shared.Ids;
import wharf.shared.Money;
import wharf.shared.Role;

@SpringBootTest(properties = {"wharf.work.enabled=false", "db-scheduler.enabled=false", "wharf.inbox.enabled=false"})
@AutoConfigureMockMvc
class NoMailServerTest {
    @Autowired
    Messages messages;

    @Autowired
    SendMessages step;

    @Autowired
    Merchants merchants;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MockMvc browser;

    @Test
    void messagesWaitInTheOutboxWhereTheyAreSeen() throws Exception {
        var root = Ids.next();
        Context.background("test").run(() -> queue(root));
        var clerk = new WharfPrincipal(
                Actor.Kind.USER,
                "user:" + Ids.next(),
                "clerk",
                Role.OPERATIONS_MANAGER,
                Optional.empty(),
                Set.of("orders:read"));
        var caller = authentication(UsernamePasswordAuthenticationToken.authenticated(
                clerk, null, AuthorityUtils.createAuthorityList("orders:read")));
        Context.background("test")
                .call(() -> browser.perform(get("/api/v1/messages")
                                .param("root", root.toString())
                                .with(caller))
                        .andExpect(status().isOk())
                        .andExpect(jsonPath("$.messages.length()").value(1))
                        .andExpect(jsonPath("$.messages[0].state").value("NOT_CONFIGURED")));
        var page = Context.background("test")
                .call(() -> browser.perform(
                                get("/messages?state=NOT_CONFIGURED").with(caller))
                        .andExpect(status().isOk())
                        .andExpect(content().contentTypeCompatibleWith("text/html"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString());
        assertThat(page).contains("No mail server is configured").contains(root + "@example.com");
    }

    private void queue(UUID root) {
        var code = "m" + UUID.randomUUID().toString().substring(0, 12);
        var merchant = merchants.create(NewMerchant.of(code, "Blue Shop", "USD", "shop@blue.example"));
        var said = new Content.OrderConfirmed("1", "Ann", List.of(), Money.of(100, "USD"));
        transaction.executeWithoutResult(status ->
                messages.send(List.of(new NewMessage(merchant, root, root + "@example.com", null, said, "k"))));
        var queued = messages.list(root, null, null, 10);
        assertThat(step.run(queued.stream().map(MessageView::id).toList()).later())
                .isEmpty();
    }
}
