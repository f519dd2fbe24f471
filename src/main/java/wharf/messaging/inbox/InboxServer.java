package wharf.messaging.inbox;

import java.net.InetAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;
import org.subethamail.smtp.server.SMTPServer;
import wharf.platform.BusinessClock;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

/** The mail server on a free loopback port, and the sender that points at it. */
@Configuration(proxyBeanMethods = false)
@Conditional(InboxWanted.class)
class InboxServer {
    private static final int MOST_BYTES = 2 << 20;

    @Bean
    Inbox inbox(JdbcClient jdbc, TransactionTemplate transaction, BusinessClock clock) {
        return new Inbox(jdbc, transaction, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    SMTPServer inboxSmtp(Inbox inbox) {
        return SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .softwareName("Wharf's own inbox (a simulator)")
                .maxMessageSize(MOST_BYTES)
                .messageHandler((context, from, to, data) -> inbox.take(to, data))
                .build();
    }

    @Bean
    JavaMailSender inboxSender(SMTPServer inboxSmtp) {
        var sender = new JavaMailSenderImpl();
        sender.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        sender.setPort(inboxSmtp.getPortAllocated());
        return sender;
    }

    @Bean
    MenuEntry inboxEntry() {
        return new MenuEntry(MenuEntry.Section.SHOPPERS, 20, "Inbox (simulated)", "/inbox", Authority.ORDERS_READ);
    }
}
