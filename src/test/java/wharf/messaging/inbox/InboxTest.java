package wharf.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.messaging.Content;
import wharf.messaging.Messages;
import wharf.messaging.NewMessage;
import wharf.platform.Context;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.Money;
import wharf.testing.WharfTest;

@WharfTest
class InboxTest {
    @Autowired
    Inbox inbox;

    @Autowired
    Messages messages;

    @Autowired
    Merchants merchants;

    @Autowired
    JavaMailSender sender;

    @Autowired
    WorkEngine engine;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void a_mail_that_wharf_sends_arrives_over_smtp_and_reads_as_it_was_written() {
        var name = "Ann " + UUID.randomUUID();
        Context.background("test").run(() -> transaction.executeWithoutResult(status -> confirm(name)));
        engine.drain();

        var mail = Context.background("test")
                .call(() -> inbox.list(null, 50).stream()
                        .map(head -> inbox.find(head.id()).orElseThrow())
                        .filter(each -> each.bodyText().contains(name))
                        .findFirst()
                        .orElseThrow());
        assertThat(mail.subject()).isEqualTo("Your order 1001 at Café Olé is confirmed");
        assertThat(mail.sender()).contains("shop@blue.example");
        assertThat(mail.recipient()).isEqualTo("ann@example.com");
        assertThat(mail.bodyHtml()).contains("<strong>Café Olé</strong>").contains(name);
    }

    @Test
    void a_mail_that_is_not_wharfs_is_turned_away() {
        var mail = new SimpleMailMessage();
        mail.setFrom("spam@example.com");
        mail.setTo("ann@example.com");
        mail.setSubject("Buy");
        mail.setText("now");

        assertThatThrownBy(() -> sender.send(mail)).isInstanceOf(MailSendException.class);
    }

    private void confirm(String name) {
        var merchant = merchants.create(NewMerchant.of(
                "i" + UUID.randomUUID().toString().substring(0, 12), "Café Olé", "USD", "shop@blue.example"));
        var content =
                new Content.OrderConfirmed("1001", name, List.of(new Content.Line("Mug", 2)), Money.of(2150, "USD"));
        messages.send(List.of(new NewMessage(merchant, Ids.next(), "ann@example.com", "en", content, "order-1")));
    }
}
