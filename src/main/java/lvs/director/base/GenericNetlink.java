package lvs.director.base;

import java.util.OptionalInt;

/**
 * Generic netlink: families that are known by name and get a message type when they are registered
 * (linux/genetlink.h). The controller is the family that tells the others' types.
 *
 * <pre>
 *  struct nlmsghdr 16, its type is the family's   16 cmd 1   17 version 1   18 reserved 2   20 attributes
 * </pre>
 */
public final class GenericNetlink {
  /** struct genlmsghdr. */
  public static final int HEADER_BYTES = 4;

  private static final int CONTROLLER = 0x10;
  private static final int CONTROLLER_VERSION = 1;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int CTRL_ATTR_FAMILY_NAME = 2;

  private GenericNetlink() {}

  /**
   * @param family message type
   */
  public static NetlinkRequest request(int family, int command, int version) {
    return new NetlinkRequest(family, 0).header(w -> w.u8(command).u8(version).u16ne(0));
  }

  /** Asks the controller; the answer is a refusal with ENOENT when nobody registered the name. */
  public static NetlinkRequest findFamily(String name) {
    return request(CONTROLLER, CTRL_CMD_GETFAMILY, CONTROLLER_VERSION)
        .text(CTRL_ATTR_FAMILY_NAME, name);
  }

  /** The message type of the family that was asked for; empty when the answer has none. */
  public static OptionalInt family(NetlinkMessage answer) {
    return answer.type() == CONTROLLER
        ? answer.attributes(HEADER_BYTES).u16ne(CTRL_ATTR_FAMILY_ID)
        : OptionalInt.empty();
  }
}
