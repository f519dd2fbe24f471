package wharf.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import wharf.platform.ExternalEffects.Outcome;

/** Hands e-mail to the mail server of {@code spring.mail.*}, if there is one. */
@Component
class Mailman {
    private static final String TIME_OUT_MILLIS = "10000";

    private final ObjectProvider<JavaMailSender> senders;

    Mailman(ObjectProvider<JavaMailSender> senders) {
        this.senders = senders;
        senders.ifAvailable(Mailman::limit);
    }

    /** Jakarta Mail waits for ever unless told otherwise. */
    private static void limit(JavaMailSender sender) {
        if (!(sender instanceof JavaMailSenderImpl server)) return;
        for (var name : new String[] {"mail.smtp.connectiontimeout", "mail.smtp.timeout", "mail.smtp.writetimeout"})
            server.getJavaMailProperties().putIfAbsent(name, TIME_OUT_MILLIS);
    }

    boolean hasServer() {
        return senders.getIfAvailable() != null;
    }

    /** Throws when nobody knows whether the server took it; it will be tried again under the same Message-ID. */
    Outcome deliver(Outbox.Row row) {
        var sender = senders.getObject();
        try {
            var mail = sender.createMimeMessage();
            var helper = new MimeMessageHelper(mail, true, StandardCharsets.UTF_8.name());
            helper.setFrom(row.sender(), row.senderName());
            helper.setTo(row.recipient());
            helper.setSubject(row.subject());
            helper.setText(row.bodyText(), row.bodyHtml());
            mail.setHeader("Message-ID", "<" + row.id() + "@wharf>");
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader("Content-Language", row.locale());
            if (row.unsubscribe() != null) {
                // RFC 8058: the mail program offers to end such mails with one press.
                mail.setHeader("List-Unsubscribe", "<" + row.unsubscribe() + ">");
                mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
            sender.send(mail);
            return new Outcome.Done(null);
        } catch (MailException e) {
            return refused(e).orElseThrow(() -> e);
        } catch (MessagingException | java.io.UnsupportedEncodingException e) {
            return new Outcome.Refused("The message cannot be written: " + e.getMessage(), null);
        }
    }

    /** The server refused the recipient for good (a 5xx at RCPT, which Jakarta Mail reports as invalid); anything else may pass. */
    private static Optional<Outcome> refused(MailException fault) {
        if (!(fault instanceof MailSendException failed)) return Optional.empty();
        return Arrays.stream(failed.getMessageExceptions())
                .filter(SendFailedException.class::isInstance)
                .map(SendFailedException.class::cast)
                .filter(cause -> cause.getInvalidAddresses() != null && cause.getInvalidAddresses().length > 0)
                .findFirst()
                .map(cause -> new Outcome.Refused("The mail server refused it: " + cause.getMessage(), null));
    }
}
