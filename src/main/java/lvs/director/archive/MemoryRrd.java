package lvs.director.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.rrd4j.core.ByteBufferBackend;
import org.rrd4j.core.RrdBackend;
import org.rrd4j.core.RrdBackendAnnotation;
import org.rrd4j.core.RrdBackendFactory;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdDef;
import org.rrd4j.core.RrdException;

/** A round-robin archive in memory, in the form that it has on disk. */
final class MemoryRrd extends ByteBufferBackend implements RrdBytes {
  /** Archives are given to rrd4j as open backends, so a path means nothing. */
  static final URI PLACE = URI.create("lvs:///archive");

  private byte[] content;

  /** Changes of the archive change the content. */
  MemoryRrd(byte[] content) {
    super(PLACE.getPath());
    hold(content);
  }

  /** A new archive in which nothing is known yet. */
  static byte[] create(RrdDef definition) throws IOException {
    MemoryRrd memory = new MemoryRrd(new byte[0]);
    RrdDb.getBuilder().setRrdDef(definition).setBackendFactory(new Hand(memory)).build().close();
    return memory.content;
  }

  /**
   * Opens what somebody else holds; closing the result does not close that.
   *
   * @throws IOException when the content is no archive
   */
  static RrdDb open(RrdBytes bytes) throws IOException {
    try {
      return RrdDb.getBuilder().setPath(PLACE).setBackendFactory(new Hand(bytes.backend())).build();
    } catch (RrdException | RuntimeException damaged) {
      throw new DamagedArchive("it is no archive, or damaged: " + damaged, damaged);
    }
  }

  byte[] content() {
    return content;
  }

  private void hold(byte[] bytes) {
    content = bytes;
    setByteBuffer(ByteBuffer.wrap(bytes));
  }

  @Override
  public long lengthBytes() {
    return content.length;
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
    return content.length;
  }

  @Override
  protected void setLength(long length) {
    hold(new byte[Math.toIntExact(length)]);
  }

  /** The next opening wants the bytes as they are. */
  @Override
  protected void close() {}

  /** Gives rrd4j the one backend that was opened for it. */
  @RrdBackendAnnotation(
      name = "LVS",
      scheme = "lvs",
      cachingAllowed = true,
      shouldValidateHeader = true)
  static final class Hand extends RrdBackendFactory {
    private final RrdBackend backend;

    Hand(RrdBackend backend) {
      this.backend = backend;
    }

    @Override
    protected RrdBackend open(String path, boolean readOnly) {
      return backend;
    }

    @Override
    protected boolean exists(String path) {
      return true;
    }

    @Override
    public boolean canStore(URI uri) {
      return true;
    }

    @Override
    public URI getCanonicalUri(URI uri) {
      return uri;
    }

    @Override
    public String getPath(URI uri) {
      return uri.getPath();
    }
  }
}
