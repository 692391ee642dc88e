package lvs.director.base;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A netlink message to send: first the header of the family, then attributes in any order. Numbers
 * are in the machine's byte order unless a method says otherwise.
 */
public final class NetlinkRequest {
  public static final int REQUEST = 1;
  public static final int ACKNOWLEDGE = 4;

  /** NLM_F_ROOT and NLM_F_MATCH: the whole table. */
  public static final int DUMP = 0x300;

  /** What is there is replaced. */
  public static final int REPLACE = 0x100;

  /** What is there is left and the request refused with EEXIST. */
  public static final int EXCLUSIVE = 0x200;

  public static final int CREATE = 0x400;
  public static final int APPEND = 0x800;

  private static final int FLAGS_AT = 6;
  private static final int SEQUENCE_AT = 8;
  private static final int NESTED = 0x8000;

  private final ByteWriter writer = new ByteWriter();
  private int flags;

  /**
   * @param type of the family, such as RTM_NEWADDR
   * @param flags {@link #REQUEST} is added
   */
  public NetlinkRequest(int type, int flags) {
    this.flags = flags | REQUEST;
    writer.u32ne(0).u16ne(type).u16ne(0).u32ne(0).u32ne(0);
  }

  /** Where the header of the family is written, before any attribute. */
  public NetlinkRequest header(Consumer<ByteWriter> family) {
    family.accept(writer);
    writer.align(4);
    return this;
  }

  /** An attribute without value, which says something by being there. */
  public NetlinkRequest flag(int type) {
    return attribute(type, _ -> {});
  }

  public NetlinkRequest u8(int type, int value) {
    return attribute(type, w -> w.u8(value));
  }

  public NetlinkRequest u16ne(int type, int value) {
    return attribute(type, w -> w.u16ne(value));
  }

  public NetlinkRequest u16be(int type, int value) {
    return attribute(type, w -> w.u16be(value));
  }

  public NetlinkRequest u32ne(int type, long value) {
    return attribute(type, w -> w.u32ne(value));
  }

  public NetlinkRequest u64be(int type, long value) {
    return attribute(type, w -> w.u64be(value));
  }

  public NetlinkRequest bytes(int type, byte[] value) {
    return attribute(type, w -> w.bytes(value));
  }

  public NetlinkRequest address(int type, InetAddress address) {
    return bytes(type, address.getAddress());
  }

  /** With a terminating zero. */
  public NetlinkRequest text(int type, String value) {
    return attribute(type, w -> w.bytes(value.getBytes(StandardCharsets.UTF_8)).u8(0));
  }

  /** A value that is written field by field. */
  public NetlinkRequest attribute(int type, Consumer<ByteWriter> value) {
    int start = writer.length();
    writer.u16ne(0).u16ne(type);
    value.accept(writer);
    writer.setU16ne(start, writer.length() - start).align(4);
    return this;
  }

  /** An attribute that consists of attributes. */
  public NetlinkRequest nest(int type, Consumer<NetlinkRequest> inner) {
    int start = writer.length();
    writer.u16ne(0).u16ne(type | NESTED);
    inner.accept(this);
    writer.setU16ne(start, writer.length() - start);
    return this;
  }

  public int lengthBytes() {
    return writer.length();
  }

  /** Adds a flag such as {@link #ACKNOWLEDGE}. */
  public NetlinkRequest with(int flag) {
    flags |= flag;
    return this;
  }

  public byte[] encode(int sequence) {
    writer.setU32ne(0, writer.length()).setU16ne(FLAGS_AT, flags).setU32ne(SEQUENCE_AT, sequence);
    return writer.toBytes();
  }
}
