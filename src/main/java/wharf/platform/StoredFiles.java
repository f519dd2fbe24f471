package wharf.platform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.Ids;
import wharf.shared.MerchantId;

/** Documents and raw messages, kept in the database so that every node has them. */
@Component
public class StoredFiles {
    private static final String STORE = """
            insert into stored_file (id, merchant_id, root, kind, name, media_type, sha256, content)
            values (:id, :merchant, :root, :kind, :name, :mediaType, :sha256, :content)
            """;

    private final JdbcClient jdbc;

    StoredFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A file without its bytes. */
    public record Summary(UUID id, String kind, String name, String mediaType) {}

    /** A file with its bytes. */
    public record Content(String name, String mediaType, byte[] content) {}

    /** Keeps the bytes and returns the file's id. {@code root} is what the file is listed under, an order or a parcel's order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID store(
            @Nullable MerchantId merchant,
            @Nullable UUID root,
            String kind,
            String name,
            String mediaType,
            byte[] content) {
        var id = Ids.next();
        jdbc.sql(STORE)
                .param("id", id)
                .param("merchant", merchant == null ? null : merchant.value())
                .param("root", root)
                .param("kind", kind)
                .param("name", name)
                .param("mediaType", mediaType)
                .param("sha256", sha256(content))
                .param("content", content)
                .update();
        return id;
    }

    @Transactional(readOnly = true)
    public Optional<Content> find(UUID id) {
        return jdbc.sql("select name, media_type, content from stored_file where id = :id")
                .param("id", id)
                .query(Content.class)
                .optional();
    }

    @Transactional(readOnly = true)
    public List<Summary> under(UUID root) {
        return jdbc.sql("select id, kind, name, media_type from stored_file where root = :root order by created_at, id")
                .param("root", root)
                .query(Summary.class)
                .list();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
