package wharf.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which processes use an embedded server, by locks on bytes of a file beside its directory; the operating system frees them
 * when a process dies. Byte 0 is held by who starts or stops the server, a random one by each who uses it.
 */
final class NodeLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock using;

    NodeLock(Path dataDirectory) throws IOException {
        var file = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".lock");
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        using = channel.lock(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE - 1), 1, false);
    }

    /** Waits while another process starts or stops the server. Release it by closing. */
    FileLock startingOrStopping() throws IOException {
        return channel.lock(0, 1, false);
    }

    boolean hasOthers() throws IOException {
        long own = using.position();
        return isHeld(1, own - 1) || isHeld(own + 1, Long.MAX_VALUE - own - 1);
    }

    private boolean isHeld(long position, long size) throws IOException {
        if (size == 0) return false;
        try (var lock = channel.tryLock(position, size, false)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
