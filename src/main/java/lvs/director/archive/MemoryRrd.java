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

/** Round-robin archives in memory, in the form that they have on disk. */
final class MemoryRrd {
  /** Archives are given to rrd4j as open backends, so a path means nothing. */
  static final URI PLACE = URI.create("lvs:///archive");

  private MemoryRrd() {}

  /** A new archive in which nothing is known yet. */
  static byte[] create(RrdDef definition) throws IOException {
    Memory memory = new Memory(new byte[0]);
    RrdDb.getBuilder().setRrdDef(definition).setBackendFactory(new Hand(memory)).build().close();
    return memory.content;
  }

  /**
   * Changes of the result change the content.
   *
   * @throws IOException when the content is no archive
   */
  static RrdDb open(byte[] content) throws IOException {
    return open(new Memory(content));
  }

  /**
   * @throws IOException when the content is no archive
   */
  static RrdDb open(RrdBackend backend) throws IOException {
    try {
      return RrdDb.getBuilder().setPath(PLACE).setBackendFactory(new Hand(backend)).build();
    } catch (RuntimeException damaged) {
      throw new IOException("it is no archive, or damaged: " + damaged.getMessage(), damaged);
    }
  }

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

  private static final class Memory extends ByteBufferBackend {
    private byte[] content;

    Memory(byte[] content) {
      super(PLACE.getPath());
      hold(content);
    }

    private void hold(byte[] bytes) {
      content = bytes;
      setByteBuffer(ByteBuffer.wrap(bytes));
    }

    @Override
    public long getLength() {
      return content.length;
    }

    @Override
    protected void setLength(long length) {
      hold(new byte[Math.toIntExact(length)]);
    }
  }
}
