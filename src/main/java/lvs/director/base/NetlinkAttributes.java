package lvs.director.base;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The attributes of a netlink message: struct nlattr of linux/netlink.h, one behind the other. A
 * length that cannot be ends the list; an attribute that is too short for what is asked counts as
 * missing, so that reading never fails.
 *
 * <pre>
 *  0 nla_len 2, these 4 bytes included   2 nla_type 2   4 value, the next at a multiple of 4
 * </pre>
 */
public final class NetlinkAttributes {
  public static final NetlinkAttributes NONE = new NetlinkAttributes(List.of());

  private static final int HEADER_BYTES = 4;

  /** NLA_TYPE_MASK: without the bits for nested and for network byte order. */
  private static final int TYPE_MASK = 0x3fff;

  /** One of them. */
  public record Attribute(int type, byte[] value) {
    /** What it consists of, when it is a nest. */
    public NetlinkAttributes nested() {
      return read(new ByteReader(value));
    }
  }

  private final List<Attribute> all;

  private NetlinkAttributes(List<Attribute> all) {
    this.all = all;
  }

  /** Everything that remains in the reader. */
  public static NetlinkAttributes read(ByteReader reader) {
    List<Attribute> all = new ArrayList<>();
    while (reader.remaining() >= HEADER_BYTES) {
      int length = reader.u16ne();
      int type = reader.u16ne() & TYPE_MASK;
      int valueBytes = length - HEADER_BYTES;
      if (valueBytes < 0 || valueBytes > reader.remaining()) {
        break;
      }
      all.add(new Attribute(type, reader.bytes(valueBytes)));
      reader.skip(Math.min(reader.remaining(), (4 - length % 4) % 4));
    }
    return new NetlinkAttributes(all);
  }

  /** In the order of the message; a type may come more than once. */
  public List<Attribute> all() {
    return List.copyOf(all);
  }

  public boolean has(int type) {
    return find(type, 0) != null;
  }

  public Optional<byte[]> bytes(int type) {
    return Optional.ofNullable(find(type, 0)).map(Attribute::value);
  }

  public OptionalInt u8(int type) {
    Attribute found = find(type, 1);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found.value[0] & 0xff);
  }

  public OptionalInt u16ne(int type) {
    Attribute found = find(type, 2);
    return found == null
        ? OptionalInt.empty()
        : OptionalInt.of(new ByteReader(found.value).u16ne());
  }

  public OptionalLong u32ne(int type) {
    Attribute found = find(type, 4);
    return found == null
        ? OptionalLong.empty()
        : OptionalLong.of(new ByteReader(found.value).u32ne());
  }

  public OptionalLong u64ne(int type) {
    Attribute found = find(type, 8);
    return found == null
        ? OptionalLong.empty()
        : OptionalLong.of(new ByteReader(found.value).u64ne());
  }

  /** Up to the terminating zero. */
  public Optional<String> text(int type) {
    return bytes(type).map(NetlinkAttributes::untilZero);
  }

  /** The attributes of a nest; none when it is missing. */
  public NetlinkAttributes nested(int type) {
    Attribute found = find(type, 0);
    return found == null ? NONE : found.nested();
  }

  private static String untilZero(byte[] value) {
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.UTF_8);
  }

  private Attribute find(int type, int leastBytes) {
    for (Attribute each : all) {
      if (each.type == type && each.value.length >= leastBytes) {
        return each;
      }
    }
    return null;
  }
}
