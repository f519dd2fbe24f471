package wharf.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.StoredFiles;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/** What items look like: one picture each, kept as a stored file, so that every node has it. Pages show it from {@code /pictures/{item}}. */
@Service
public class Pictures {
    private static final String PUT = """
            insert into item_picture as p (item_id, merchant_id, file_id, media_type, sha256, drawn, changed_at)
            values (:item, :merchant, :file, :mediaType, :sha256, :drawn, :now)
            on conflict (item_id) do update
            set file_id = excluded.file_id, media_type = excluded.media_type, sha256 = excluded.sha256, drawn = excluded.drawn,
                changed_at = excluded.changed_at
            """;
    private static final String FIND = """
            select p.media_type, encode(p.sha256, 'hex') as version, f.content
            from item_picture p
            join stored_file f on f.id = p.file_id
            where p.item_id = :item
            """;

    /** The version of an item that has no picture. */
    static final String NONE = "none";

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Items items;
    private final StoredFiles files;
    private final BusinessClock clock;
    /** A page shows fifty at once: they must not be fifty connections. */
    private final Cache<ItemId, Optional<Picture>> remembered = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumWeight(MOST_BYTES)
            .weigher((ItemId item, Optional<Picture> picture) ->
                    100 + picture.map(known -> known.content().length).orElse(0))
            .build();

    Pictures(JdbcClient jdbc, TransactionTemplate transaction, Items items, StoredFiles files, BusinessClock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.items = items;
        this.files = files;
        this.clock = clock;
    }

    /** Gives an item the picture with these bytes: PNG, JPEG or WebP, at most 2 MB and 4,000 pixels a side; refuses any other. */
    public void put(ItemId item, byte[] content) {
        // Before a connection is held: drawing takes a while, and may have to wait.
        var picture = PictureFile.of(content);
        transaction.executeWithoutResult(
                status -> store(owner(item), item, picture.mediaType(), picture.content(), false));
    }

    /** A picture that Wharf itself has drawn, as SVG; never for what came from outside. */
    @Transactional
    public void drawn(MerchantId merchant, ItemId item, String svg) {
        store(merchant, item, "image/svg+xml", svg.getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
    }

    private void store(MerchantId merchant, ItemId item, String mediaType, byte[] content, boolean drawn) {
        var hash = sha256(content);
        var name = "picture." + mediaType.substring(mediaType.indexOf('/') + 1).replace("svg+xml", "svg");
        UUID file = files.store(merchant, item.value(), "item-picture", name, mediaType, content);
        jdbc.sql(PUT)
                .param("item", item.value())
                .param("merchant", merchant.value())
                .param("file", file)
                .param("mediaType", mediaType)
                .param("sha256", hash)
                .param("drawn", drawn)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        remembered.invalidate(item);
    }

    /** Takes an item's picture away; without one nothing happens. */
    @Transactional
    public void remove(ItemId item) {
        owner(item);
        jdbc.sql("delete from item_picture where item_id = :item")
                .param("item", item.value())
                .update();
        remembered.invalidate(item);
    }

    @Transactional(readOnly = true)
    public Optional<Picture> find(ItemId item) {
        return jdbc.sql(FIND).param("item", item.value()).query(Picture.class).optional();
    }

    /** Changes with an item's picture: an address that names it is never shown an older one by a browser. */
    @Transactional(readOnly = true)
    public String version(ItemId item) {
        return jdbc.sql("select left(encode(sha256, 'hex'), 16) from item_picture where item_id = :item")
                .param("item", item.value())
                .query(String.class)
                .optional()
                .orElse(NONE);
    }

    /** What was found within the last minute, if it was looked for then. */
    Optional<Optional<Picture>> remembered(ItemId item) {
        return Optional.ofNullable(remembered.getIfPresent(item));
    }

    void remember(ItemId item, Optional<Picture> picture) {
        remembered.put(item, picture);
    }

    /** Whose it is; refuses an unknown item. */
    MerchantId owner(ItemId item) {
        var found = items.find(List.of(item)).get(item);
        if (found == null) throw Refusal.notFound("item", item);
        return found.merchant();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static String version(byte[] content) {
        return HexFormat.of().formatHex(sha256(content));
    }
}
