package wharf.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class PictureTest {
    /** One red pixel. */
    static final String PNG_BASE64 =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private static final byte[] PNG = Base64.getDecoder().decode(PNG_BASE64);

    @Autowired
    Pictures pictures;

    @Autowired
    ItemDetails details;

    @Autowired
    Scenery scenery;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private MerchantId merchant;
    private ItemId item;

    @BeforeEach
    void anItem() {
        merchant = scenery.merchant();
        item = scenery.item(merchant, "MUG");
    }

    private HttpResponse<byte[]> look(String... headers) throws Exception {
        return lookAt("", headers);
    }

    private HttpResponse<byte[]> lookAt(String query, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pictures/" + item + query));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private void put(byte[] content) {
        Scenery.all(() -> {
            pictures.put(item, content);
            return true;
        });
    }

    @Test
    void anybody_sees_a_picture_and_is_told_when_it_is_still_the_same() throws Exception {
        put(PNG);

        var first = look();
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(first.headers().firstValue("Cache-Control").orElse("")).contains("max-age=300");
        var seen = ImageIO.read(new ByteArrayInputStream(first.body()));
        assertThat(seen.getWidth()).isEqualTo(1);
        assertThat(seen.getRGB(0, 0))
                .isEqualTo(ImageIO.read(new ByteArrayInputStream(PNG)).getRGB(0, 0));

        var tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(look("If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void without_a_picture_there_is_a_plain_one() throws Exception {
        var plain = look();

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Content-Type").orElse("")).startsWith("image/svg+xml");
        assertThat(plain.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");

        put(PNG);
        Scenery.all(() -> {
            pictures.remove(item);
            return true;
        });
        assertThat(look().body()).isEqualTo(plain.body());
    }

    @Test
    void only_rasters_of_sensible_size_are_taken() {
        assertThatThrownBy(() -> put("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problems().getFirst().code()).isEqualTo("not-a-picture"));
        assertThatThrownBy(() -> put(new byte[0])).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> put(java.util.Arrays.copyOf(PNG, PictureFile.LARGEST_BYTES + 1)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problems().getFirst().code()).isEqualTo("too-large"));
        assertThatThrownBy(() -> put(wide())).isInstanceOf(Refusal.class);
    }

    /** A PNG whose header says 5,000 pixels. */
    private static byte[] wide() {
        var bytes = PNG.clone();
        bytes[18] = 0x13;
        bytes[19] = (byte) 0x88;
        return bytes;
    }

    /** Whoever has an item's id may look at its picture. */
    @Test
    void where_and_with_what_a_picture_was_taken_is_not_kept() throws Exception {
        var plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpeg", plain);
        var where = "Exif\0\0 26.6406 N 81.8723 W".getBytes(StandardCharsets.ISO_8859_1);
        var telling = new ByteArrayOutputStream();
        telling.write(plain.toByteArray(), 0, 2);
        telling.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (where.length + 2)});
        telling.write(where);
        telling.write(plain.toByteArray(), 2, plain.size() - 2);

        put(telling.toByteArray());

        var seen = look();
        assertThat(seen.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(new String(seen.body(), StandardCharsets.ISO_8859_1)).doesNotContain("26.6406");
        var webp = webp();
        webp[20] = 0x08;
        assertThatThrownBy(() -> put(webp))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problems().getFirst().code()).isEqualTo("tells-too-much"));
    }

    @Test
    void the_head_of_a_picture_is_no_picture() {
        assertThatThrownBy(() -> put(java.util.Arrays.copyOf(PNG, 40)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problems().getFirst().code()).isEqualTo("not-a-picture"));
    }

    @Test
    void a_new_picture_is_asked_for_at_a_new_address() {
        var before = Scenery.all(() -> details.of(item)).picture();
        put(PNG);
        var after = Scenery.all(() -> details.of(item)).picture();

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void a_page_that_knows_of_a_new_picture_is_not_shown_the_one_this_node_remembers() throws Exception {
        put(PNG);
        look();
        var old = pictures.remembered(item).orElseThrow();
        put(webp());
        // As on a node that has not heard of it.
        pictures.remember(item, old);

        var version = Scenery.all(() -> details.of(item)).picture();

        assertThat(lookAt("?v=" + version).headers().firstValue("Content-Type")).contains("image/webp");
    }

    private static byte[] webp() {
        var webp = new byte[64];
        System.arraycopy("RIFF".getBytes(StandardCharsets.US_ASCII), 0, webp, 0, 4);
        System.arraycopy("WEBPVP8X".getBytes(StandardCharsets.US_ASCII), 0, webp, 8, 8);
        webp[24] = 99;
        webp[27] = 49;
        return webp;
    }

    @Test
    void a_webp_is_known_by_its_own_bytes() throws Exception {
        put(webp());

        assertThat(look().headers().firstValue("Content-Type")).contains("image/webp");
    }

    @Test
    void what_wharf_draws_may_be_svg() throws Exception {
        Scenery.all(() -> {
            pictures.drawn(merchant, item, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>");
            return true;
        });

        assertThat(look().headers().firstValue("Content-Type").orElse("")).startsWith("image/svg+xml");
    }
}
