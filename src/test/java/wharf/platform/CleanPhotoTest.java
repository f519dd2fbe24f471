package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class CleanPhotoTest {
    /** A few who send many photos would else hold every connection while they wait their turn. */
    @Test
    void nothing_is_drawn_while_a_transaction_holds_a_connection() throws IOException {
        var sent = jpeg(40, 20);
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> CleanPhoto.of(sent)).isInstanceOf(IllegalStateException.class);
        } finally {
            TransactionSynchronizationManager.clear();
        }

        assertThat(CleanPhoto.of(sent)).isPresent();
    }

    @Test
    void where_a_photo_was_taken_is_not_kept() throws IOException {
        var sent = withExif(jpeg(40, 20), 1);
        assertThat(text(sent)).contains("Exif", "WharfCam");

        var kept = CleanPhoto.of(sent).orElseThrow();

        assertThat(kept.mediaType()).isEqualTo("image/jpeg");
        assertThat(text(kept.content())).doesNotContain("Exif", "WharfCam").contains("JFIF");
        assertThat(ImageIO.read(new ByteArrayInputStream(kept.content())))
                .returns(40, BufferedImage::getWidth)
                .returns(20, BufferedImage::getHeight);
    }

    /** The left half of what the sensor saw is red: where it is to be seen after turning, by a point of the picture in fortieths. */
    @ParameterizedTest
    @CsvSource({
        "1, 40, 20, 5, 10",
        "2, 40, 20, 35, 10",
        "3, 40, 20, 35, 10",
        "4, 40, 20, 5, 10",
        "5, 20, 40, 10, 5",
        "6, 20, 40, 10, 5",
        "7, 20, 40, 10, 35",
        "8, 20, 40, 10, 35",
        "99, 40, 20, 5, 10"
    })
    void it_is_turned_as_the_camera_says(int orientation, int width, int height, int redX, int redY)
            throws IOException {
        var kept = CleanPhoto.of(withExif(jpeg(40, 20), orientation)).orElseThrow();

        var image = ImageIO.read(new ByteArrayInputStream(kept.content()));

        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        assertThat(isRed(image, redX, redY)).isTrue();
        assertThat(isRed(image, width - 1 - redX, height - 1 - redY)).isFalse();
    }

    @Test
    void words_in_a_png_are_not_kept_and_its_pixels_are() throws IOException {
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 1, 0x80ff0000);
        var sent = pngWithWords(image);
        assertThat(text(sent)).contains("26.6406 N");

        var kept = CleanPhoto.of(sent).orElseThrow();

        assertThat(kept.mediaType()).isEqualTo("image/png");
        assertThat(text(kept.content())).doesNotContain("26.6406 N");
        assertThat(ImageIO.read(new ByteArrayInputStream(kept.content())).getRGB(1, 1))
                .isEqualTo(0x80ff0000);
    }

    @Test
    void a_huge_picture_is_made_smaller() throws IOException {
        var kept = CleanPhoto.of(jpeg(6000, 4000)).orElseThrow();

        var image = ImageIO.read(new ByteArrayInputStream(kept.content()));

        assertThat((long) image.getWidth() * image.getHeight()).isLessThanOrEqualTo(12_000_000);
        assertThat(image.getWidth() * 4000).isEqualTo(image.getHeight() * 6000);
    }

    @Test
    void a_small_file_of_a_picture_larger_than_telephones_take_is_refused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8200, 8000, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
        assertThat(bytes.size()).isLessThan(100_000);

        assertThat(CleanPhoto.of(bytes.toByteArray())).isEmpty();
    }

    @Test
    void of_a_picture_in_very_many_passes_the_first_are_drawn() throws IOException {
        var honest = progressive(striped(64, 64));
        assertThat(contrast(CleanPhoto.of(honest).orElseThrow())).isGreaterThan(150);

        // The first pass, which is rough, many times over; a file of 8 MB holds some hundred thousand.
        int from = marker(honest, 0, 0xDA);
        int to = marker(honest, from + 2, 0xC4);
        var many = new ByteArrayOutputStream();
        many.write(honest, 0, to);
        for (int i = 0; i < 50; i++) many.write(honest, from, to - from);
        many.write(honest, to, honest.length - to);

        assertThat(contrast(CleanPhoto.of(many.toByteArray()).orElseThrow())).isLessThan(50);
    }

    @Test
    void what_is_no_picture_is_not_taken() throws IOException {
        var cut = jpeg(40, 20);
        assertThat(CleanPhoto.of(new byte[0])).isEmpty();
        assertThat(CleanPhoto.of("<script>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(CleanPhoto.of(java.util.Arrays.copyOf(cut, 30))).isEmpty();
        assertThat(CleanPhoto.of(gif())).isEmpty();
        // Garbage where EXIF should be harms nothing but itself.
        assertThat(CleanPhoto.of(segment(cut, "Exif\0\0II*\0garbage".getBytes(StandardCharsets.ISO_8859_1))))
                .isPresent();
    }

    private static boolean isRed(BufferedImage image, int x, int y) {
        var color = new Color(image.getRGB(x, y));
        return color.getRed() > 150 && color.getGreen() < 100;
    }

    private static byte[] jpeg(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }

    /** Black and white by turns, from pixel to pixel. */
    private static BufferedImage striped(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x += 2) for (int y = 0; y < height; y++) image.setRGB(x, y, 0xffffff);
        return image;
    }

    private static int contrast(CleanPhoto photo) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(photo.content()));
        return Math.abs(new Color(image.getRGB(10, 10)).getGreen() - new Color(image.getRGB(11, 10)).getGreen());
    }

    /** As programs write it: first a rough picture, then finer ones. */
    private static byte[] progressive(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            var wish = writer.getDefaultWriteParam();
            wish.setProgressiveMode(javax.imageio.ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new javax.imageio.IIOImage(image, null, null), wish);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static int marker(byte[] jpeg, int from, int marker) {
        int at = from;
        while ((jpeg[at] & 0xFF) != 0xFF || (jpeg[at + 1] & 0xFF) != marker) at++;
        return at;
    }

    private static byte[] gif() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_INDEXED), "gif", bytes);
        return bytes.toByteArray();
    }

    /** As a telephone writes it: who made it, how it was held, and 26° 38' 26" N, 81° 52' 20" W. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        var tiff = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        field(tiff, 0x010F, 2, 9, 200);
        field(tiff, 0x0112, 3, 1, orientation);
        field(tiff, 0x8825, 4, 1, 100);
        tiff.putInt(0);
        tiff.position(100);
        tiff.putShort((short) 4);
        field(tiff, 1, 2, 2, 'N');
        field(tiff, 2, 5, 3, 220);
        field(tiff, 3, 2, 2, 'W');
        field(tiff, 4, 5, 3, 244);
        tiff.putInt(0);
        tiff.position(200);
        tiff.put("WharfCam\0".getBytes(StandardCharsets.US_ASCII));
        tiff.position(220);
        for (int part : new int[] {26, 38, 26, 81, 52, 20}) tiff.putInt(part).putInt(1);
        var exif = ByteBuffer.allocate(6 + tiff.position());
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff.array(), 0, tiff.position());
        return segment(jpeg, exif.array());
    }

    private static void field(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    /** Puts an APP1 segment first. */
    private static byte[] segment(byte[] jpeg, byte[] content) {
        var whole = ByteBuffer.allocate(jpeg.length + content.length + 4);
        whole.put(jpeg, 0, 2);
        whole.put((byte) 0xFF)
                .put((byte) 0xE1)
                .putShort((short) (content.length + 2))
                .put(content);
        whole.put(jpeg, 2, jpeg.length - 2);
        return whole.array();
    }

    private static byte[] pngWithWords(BufferedImage image) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var metadata = writer.getDefaultImageMetadata(
                new javax.imageio.ImageTypeSpecifier(image), writer.getDefaultWriteParam());
        var entry = new javax.imageio.metadata.IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", "Comment");
        entry.setAttribute("value", "26.6406 N");
        var words = new javax.imageio.metadata.IIOMetadataNode("tEXt");
        words.appendChild(entry);
        var root = new javax.imageio.metadata.IIOMetadataNode("javax_imageio_png_1.0");
        root.appendChild(words);
        metadata.mergeTree("javax_imageio_png_1.0", root);
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(new javax.imageio.IIOImage(image, null, metadata));
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
