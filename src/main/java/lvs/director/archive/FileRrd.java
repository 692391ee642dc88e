package lvs.director.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import lvs.director.base.ByteWriter;
import org.rrd4j.core.RrdBackend;

/**
 * A round-robin archive in a file. Of the file it reads the pages that are asked for, and it writes
 * nothing: what would change comes out as {@link #changes}, so that it can stand in the journal
 * before the file has it. Dozens of samples are then a dozen writes, where rrd4j's own backends
 * make hundreds.
 */
final class FileRrd extends RrdBackend implements RrdBytes {
  private static final int PAGE_BYTES = 4096;

  /** Changes that are nearer than this are one. */
  private static final int GAP_BYTES = 128;

  private static final int WORD_BYTES = 4;

  private final FileChannel channel;
  private final long length;
  private final Page[] pages;

  /**
   * @param before what the file has; null while nothing was written
   */
  private static final class Page {
    final byte[] now;
    final ByteBuffer numbers;
    byte[] before;

    Page(byte[] now) {
      this.now = now;
      this.numbers = ByteBuffer.wrap(now);
    }

    void keepBefore() {
      if (before == null) {
        before = now.clone();
      }
    }
  }

  /**
   * @param channel stays open until the last use
   */
  FileRrd(FileChannel channel) throws IOException {
    super(MemoryRrd.PLACE.getPath());
    this.channel = channel;
    this.length = channel.size();
    this.pages = new Page[Math.toIntExact(Math.ceilDiv(length, PAGE_BYTES))];
  }

  /** The changes as {@link Redo} takes them; empty when there are none. */
  byte[] changes() {
    ByteWriter changes = new ByteWriter(2 * PAGE_BYTES);
    for (int i = 0; i < pages.length; i++) {
      if (pages[i] != null && pages[i].before != null) {
        changes(pages[i], (long) i * PAGE_BYTES, changes);
      }
    }
    return changes.toBytes();
  }

  private static void changes(Page page, long offset, ByteWriter changes) {
    int from = Arrays.mismatch(page.before, page.now);
    while (from >= 0) {
      int end = endOfChange(page, from);
      Redo.put(changes, offset + from, page.now, from, end);
      int next =
          Arrays.mismatch(page.before, end, page.before.length, page.now, end, page.now.length);
      from = next < 0 ? -1 : end + next;
    }
  }

  private static int endOfChange(Page page, int from) {
    int end = from + 1;
    while (true) {
      int window = Math.min(page.now.length, end + GAP_BYTES);
      int next = Arrays.mismatch(page.before, end, window, page.now, end, window);
      if (next < 0) {
        return end;
      }
      end = Math.min(page.now.length, end + next + WORD_BYTES);
    }
  }

  private Page page(long offset) throws IOException {
    if (offset < 0 || offset >= length) {
      throw new DamagedArchive("it points to byte " + offset + " of " + length);
    }
    int number = (int) (offset / PAGE_BYTES);
    Page page = pages[number];
    if (page == null) {
      page = load(number);
      pages[number] = page;
    }
    return page;
  }

  private Page load(int number) throws IOException {
    long offset = (long) number * PAGE_BYTES;
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(PAGE_BYTES, length - offset));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new DamagedArchive("it became shorter");
      }
    }
    return new Page(bytes.array());
  }

  /** Whether a number stands in one page. */
  private static boolean isWhole(long offset, int bytes) {
    return offset % PAGE_BYTES <= PAGE_BYTES - bytes;
  }

  private static int in(long offset) {
    return (int) (offset % PAGE_BYTES);
  }

  @Override
  protected void write(long offset, byte[] bytes) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      Page page = page(offset + done);
      page.keepBefore();
      int at = in(offset + done);
      int part = Math.min(bytes.length - done, page.now.length - at);
      System.arraycopy(bytes, done, page.now, at, part);
      done += part;
    }
  }

  @Override
  protected void read(long offset, byte[] bytes) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      Page page = page(offset + done);
      int at = in(offset + done);
      int part = Math.min(bytes.length - done, page.now.length - at);
      System.arraycopy(page.now, at, bytes, done, part);
      done += part;
    }
  }

  @Override
  protected void writeInt(long offset, int value) throws IOException {
    if (isWhole(offset, Integer.BYTES)) {
      Page page = page(offset);
      page.keepBefore();
      page.numbers.putInt(in(offset), value);
    } else {
      super.writeInt(offset, value);
    }
  }

  @Override
  protected void writeLong(long offset, long value) throws IOException {
    if (isWhole(offset, Long.BYTES)) {
      Page page = page(offset);
      page.keepBefore();
      page.numbers.putLong(in(offset), value);
    } else {
      super.writeLong(offset, value);
    }
  }

  @Override
  protected void writeDouble(long offset, double value) throws IOException {
    writeLong(offset, Double.doubleToLongBits(value));
  }

  @Override
  protected int readInt(long offset) throws IOException {
    return isWhole(offset, Integer.BYTES)
        ? page(offset).numbers.getInt(in(offset))
        : super.readInt(offset);
  }

  @Override
  protected long readLong(long offset) throws IOException {
    return isWhole(offset, Long.BYTES)
        ? page(offset).numbers.getLong(in(offset))
        : super.readLong(offset);
  }

  @Override
  protected double readDouble(long offset) throws IOException {
    return Double.longBitsToDouble(readLong(offset));
  }

  @Override
  public long lengthBytes() {
    return length;
  }

  @Override
  public int intAt(long offset) throws IOException {
    return readInt(offset);
  }

  @Override
  public long longAt(long offset) throws IOException {
    return readLong(offset);
  }

  @Override
  public void putInt(long offset, int value) throws IOException {
    writeInt(offset, value);
  }

  @Override
  public void putLong(long offset, long value) throws IOException {
    writeLong(offset, value);
  }

  @Override
  public RrdBackend backend() {
    return this;
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  protected void setLength(long newLength) throws IOException {
    throw new IOException("an archive keeps its length");
  }

  /** The channel is its owner's. */
  @Override
  protected void close() {}
}
