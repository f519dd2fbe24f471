package wharf.messaging.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.subethamail.smtp.RejectException;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.Ids;

/** The mails that arrived; a bean only where the inbox is wanted. */
public class Inbox {
    /** Mails are only read here; a session would look for its providers on the disk each time. */
    private static final Session READING = Session.getInstance(new Properties());

    private static final String KEEP = """
            insert into inbox_mail (id, merchant_id, message_id, sender, recipient, subject, body_text, body_html, received_at)
            select :id, m.merchant_id, :messageId, :sender, :recipient, :subject, :text, :html, :now
            from message m
            where m.id = :message
            on conflict (message_id) do update set received_at = inbox_mail.received_at
            """;
    private static final String LIST = """
            select id, sender, recipient, subject, received_at
            from inbox_mail
            where (cast(:before as uuid) is null or id < :before)
            order by id desc
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;

    Inbox(JdbcClient jdbc, TransactionTemplate transaction, BusinessClock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A mail in the list. */
    public record Head(UUID id, String sender, String recipient, String subject, Instant receivedAt) {}

    /** A mail, opened. */
    public record Mail(
            UUID id,
            String sender,
            String recipient,
            String subject,
            String bodyText,
            String bodyHtml,
            Instant receivedAt) {}

    /** Takes a mail over SMTP; only Wharf's own, known by their Message-ID, and each once however often it is sent. */
    void take(String recipient, byte[] data) throws RejectException {
        try {
            var mail = new MimeMessage(READING, new ByteArrayInputStream(data));
            if (!keep(mail, recipient)) throw new RejectException(550, "This inbox takes Wharf's own mails only");
        } catch (MessagingException | IOException | IllegalArgumentException unreadable) {
            throw new RejectException(554, "This mail cannot be read");
        }
    }

    private boolean keep(MimeMessage mail, String recipient) throws MessagingException, IOException {
        var messageId = String.valueOf(mail.getMessageID());
        var message = UUID.fromString(messageId.replaceAll("^<|@wharf>$", ""));
        var sender = mail.getFrom() == null || mail.getFrom().length == 0 ? "" : mail.getFrom()[0].toString();
        var subject = mail.getSubject() == null ? "" : mail.getSubject();
        var text = body(mail, "text/plain");
        var html = body(mail, "text/html");
        var kept = Context.background("inbox")
                .call(() -> transaction.execute(status -> jdbc.sql(KEEP)
                        .param("id", Ids.next())
                        .param("message", message)
                        .param("messageId", messageId)
                        .param("sender", sender)
                        .param("recipient", recipient)
                        .param("subject", subject)
                        .param("text", text)
                        .param("html", html)
                        .param("now", Sql.timestamp(clock.instant()))
                        .update()));
        return kept != null && kept == 1;
    }

    /** The first part of a type, wherever it is nested; empty if there is none. */
    private static String body(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) return String.valueOf(part.getContent());
        if (!(part.getContent() instanceof Multipart parts)) return "";
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart inner = parts.getBodyPart(i);
            var found = body(inner, type);
            if (!found.isEmpty()) return found;
        }
        return "";
    }

    @Transactional(readOnly = true)
    public List<Head> list(@Nullable UUID before, int limit) {
        return jdbc.sql(LIST)
                .param("before", before)
                .param("limit", limit)
                .query(Head.class)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Mail> find(UUID id) {
        return jdbc.sql(
                        "select id, sender, recipient, subject, body_text, body_html, received_at from inbox_mail where id = :id")
                .param("id", id)
                .query(Mail.class)
                .optional();
    }
}
