package lvs.director.config;

/**
 * Quorum and hysteresis, brought into a range in which they can be reached.
 *
 * @param quorum at least 1
 * @param hysteresis 0 to quorum - 1
 */
record QuorumLimits(int quorum, int hysteresis) {

  static QuorumLimits check(Binding binding, VirtualServerBlock block, ServerAssembly servers) {
    int quorum = quorum(binding, block, servers);
    int hysteresis = block.hysteresis;
    if (hysteresis >= quorum) {
      binding.warning(
          "hysteresis-too-large",
          block.hysteresisStatement.orElse(block.statement),
          "hysteresis "
              + hysteresis
              + " is not below the quorum "
              + quorum
              + "; "
              + (quorum - 1)
              + " is used.",
          "Write a value from 0 to " + (quorum - 1) + ".");
      hysteresis = quorum - 1;
    }
    reportOutOfReach(binding, block, servers, quorum + (long) hysteresis);
    return new QuorumLimits(quorum, hysteresis);
  }

  /** As in keepalived a quorum that was lost once would then never come back. */
  private static void reportOutOfReach(
      Binding binding, VirtualServerBlock block, ServerAssembly servers, long wanted) {
    long weights = servers.weightSum();
    if (block.hysteresis > 0 && wanted > weights && weights > 0 && !servers.weightsMayChange()) {
      binding.warning(
          "hysteresis-unreachable",
          block.hysteresisStatement.orElse(block.statement),
          "The quorum is gained at quorum + hysteresis = "
              + wanted
              + ", but the weights of all real servers add up to "
              + weights
              + " only: it never is.",
          "Make quorum + hysteresis " + weights + " at most, or raise the weights.");
    }
  }

  private static int quorum(Binding binding, VirtualServerBlock block, ServerAssembly servers) {
    long weights = servers.weightSum();
    boolean none = servers.realServers().isEmpty();
    if (none || block.quorum <= weights || (weights == 0 && servers.weightsMayChange())) {
      return block.quorum;
    }
    if (weights == 0) {
      binding.warning(
          "all-weights-zero",
          block.statement,
          "All real servers have weight 0: none takes connections and the quorum is never met.",
          "Give at least one real server a weight of 1 or more.");
      return 1;
    }
    binding.warning(
        "quorum-unreachable",
        block.quorumStatement.orElse(block.statement),
        "The weights of all real servers add up to "
            + weights
            + ", so a quorum of "
            + block.quorum
            + " can never be met; "
            + weights
            + " is used.",
        "Write a quorum from 1 to " + weights + ", or raise the weights.");
    return (int) weights;
  }
}
