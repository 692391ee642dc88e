package lvs.director.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Prefix;

/**
 * A policy routing rule, in the words of {@code ip rule}.
 *
 * @param from source prefix
 * @param to destination prefix
 * @param inverted applies to what does not match
 * @param priority place in the list; empty lets the director choose, downwards from 32765
 * @param mark firewall mark
 * @param suppressPrefixLength discard what the table says when its prefix is this long or shorter
 * @param suppressInterfaceGroup discard what the table says when it leads to this interface group
 * @param layer3MasterDevice look up the table of the VRF
 * @param protocol origin of the rule, number or name of rt_protos
 * @param ipProtocol number or name of the transport protocol
 * @param tracked its removal by somebody else disturbs the virtual router
 * @param trackGroup for static rules: who suffers when it is lost
 */
public record VirtualRule(
    AddressFamily family,
    Optional<Prefix> from,
    Optional<Prefix> to,
    boolean inverted,
    OptionalLong priority,
    OptionalInt typeOfService,
    Optional<Mark> mark,
    Optional<String> realms,
    OptionalInt suppressPrefixLength,
    Optional<String> suppressInterfaceGroup,
    Optional<String> inputInterface,
    Optional<String> outputInterface,
    OptionalLong tunnelId,
    Optional<Range> userIds,
    boolean layer3MasterDevice,
    Optional<String> protocol,
    Optional<String> ipProtocol,
    Optional<Range> sourcePorts,
    Optional<Range> destinationPorts,
    Action action,
    boolean tracked,
    Optional<String> trackGroup) {

  /** Value and mask, 32 bits each. */
  public record Mark(long value, long mask) {}

  /** Both ends belong to it. */
  public record Range(long first, long last) {}

  /** What becomes of a packet that matches. */
  public sealed interface Action {
    /**
     * @param table number, or name of rt_tables
     */
    record Lookup(String table) implements Action {}

    /**
     * @param priority of the rule to go on with
     */
    record Goto(long priority) implements Action {}

    record Nothing() implements Action {}

    record Blackhole() implements Action {}

    record Unreachable() implements Action {}

    record Prohibit() implements Action {}
  }
}
