package wharf.platform;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A photo that somebody sent, as it is kept: drawn anew from its pixels, so that nothing of what cameras write into it remains (where it was
 * taken, when, with what), turned the way the camera says it is to be looked at, and no larger than is good for looking at it. Its own bytes say
 * whether it is a JPEG or PNG; names and declared types are not believed.
 */
public record CleanPhoto(String mediaType, byte[] content) {
    public static final long LARGEST_BYTES = 8L * 1024 * 1024;
    private static final int LONGEST_SIDE = 12_000;
    /** More than telephones take. A progressive JPEG is held whole while it is read, six bytes a pixel, however small it is made. */
    private static final long MOST_TAKEN = 64_000_000;

    /** Of a progressive JPEG or interlaced PNG: programs write a dozen at most, and each is gone through whole, however short it is. */
    private static final int MOST_PASSES = 24;

    /** Larger ones are made smaller while they are read, so that a small file of a huge picture does not fill the memory. */
    private static final long MOST_PIXELS = 12_000_000;

    /** Drawn at a time on a node: anybody with a link may send photos, and many at once. */
    private static final Semaphore EASEL = new Semaphore(2, true);

    private static final float QUALITY = 0.9f;
    private static final int APP1 = 0xE1;
    private static final int START_OF_SCAN = 0xDA;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    /** Empty when it is no picture we take. Never inside a transaction: drawing takes a while and may have to wait, and a connection with it. */
    public static Optional<CleanPhoto> of(byte[] sent) {
        if (TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("a photo is drawn before the transaction that keeps it");
        if (sent.length == 0 || sent.length > LARGEST_BYTES) return Optional.empty();
        EASEL.acquireUninterruptibly();
        try {
            return drawn(sent);
        } finally {
            EASEL.release();
        }
    }

    private static Optional<CleanPhoto> drawn(byte[] sent) {
        try (var input = inMemory(sent)) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) return Optional.empty();
            var reader = readers.next();
            try {
                reader.setInput(input);
                return switch (reader.getFormatName().toLowerCase(Locale.ROOT)) {
                    case "jpeg", "jpg" -> pixels(reader).map(image -> jpeg(turned(image, orientation(sent))));
                    case "png" -> pixels(reader).map(CleanPhoto::png);
                    default -> Optional.empty();
                };
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    /** ImageIO's usual one would write it to a file of the system's first, with all that a camera tells. */
    private static ImageInputStream inMemory(byte[] bytes) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
    }

    public String extension() {
        return mediaType.equals("image/png") ? "png" : "jpg";
    }

    private static Optional<BufferedImage> pixels(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (Math.max(width, height) > LONGEST_SIDE || (long) width * height > MOST_TAKEN) return Optional.empty();
        var wanted = reader.getDefaultReadParam();
        wanted.setSourceProgressivePasses(0, MOST_PASSES);
        int every = (int) Math.ceil(Math.sqrt((double) width * height / MOST_PIXELS));
        if (every > 1) wanted.setSourceSubsampling(every, every, 0, 0);
        return Optional.of(reader.read(0, wanted));
    }

    /** As EXIF numbers it, 1 to 8; 1 where nothing is said. */
    private static int orientation(byte[] jpeg) {
        try {
            var exif = exif(jpeg);
            return exif.length == 0 ? 1 : orientationOf(exif);
        } catch (IOException | RuntimeException unreadable) {
            return 1;
        }
    }

    /** The EXIF segment; empty where there is none. ImageIO's own reading of segments refuses files that say JFIF after EXIF, as many do. */
    private static byte[] exif(byte[] jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.length && (jpeg[at] & 0xFF) == 0xFF) {
            int marker = jpeg[at + 1] & 0xFF;
            int length = (jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF;
            int end = at + 2 + length;
            if (marker == START_OF_SCAN || length < 2 || end > jpeg.length) break;
            int from = at + 4;
            if (marker == APP1
                    && length > EXIF.length + 2
                    && Arrays.equals(jpeg, from, from + EXIF.length, EXIF, 0, EXIF.length))
                return Arrays.copyOfRange(jpeg, from + EXIF.length, end);
            at = end;
        }
        return new byte[0];
    }

    /** What EXIF holds is a TIFF file without a picture. */
    private static int orientationOf(byte[] tiff) throws IOException {
        try (var input = inMemory(tiff)) {
            var reader = ImageIO.getImageReadersByFormatName("tiff").next();
            try {
                reader.setInput(input);
                var field = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0))
                        .getTIFFField(BaselineTIFFTagSet.TAG_ORIENTATION);
                return field == null ? 1 : field.getAsInt(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage turned(BufferedImage image, int orientation) {
        int w = image.getWidth();
        int h = image.getHeight();
        boolean lying = orientation >= 5 && orientation <= 8;
        var turned = new BufferedImage(lying ? h : w, lying ? w : h, BufferedImage.TYPE_INT_RGB);
        var pen = turned.createGraphics();
        pen.drawImage(
                image,
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
                    case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
                    default -> new AffineTransform();
                },
                null);
        pen.dispose();
        return turned;
    }

    private static CleanPhoto jpeg(BufferedImage image) {
        return new CleanPhoto("image/jpeg", written(image, "jpeg"));
    }

    private static CleanPhoto png(BufferedImage image) {
        return new CleanPhoto("image/png", written(image, "png"));
    }

    private static byte[] written(BufferedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            var wish = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                wish.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                wish.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), wish);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
