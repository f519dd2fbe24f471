package wharf.messaging;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message without its body. */
public record MessageView(
        UUID id,
        UUID merchantId,
        UUID root,
        String channel,
        String recipient,
        String locale,
        String template,
        String subject,
        MessageState state,
        int attempts,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant sentAt) {}
