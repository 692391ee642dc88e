package lvs.director.ipvs;

/** Why the kernel did not make a change, and what to do: errors of net/netfilter/ipvs. */
public final class IpvsRefusalWords {
  private IpvsRefusalWords() {}

  /**
   * @param otherwise what the errno means in general
   */
  public static String words(IpvsChange change, int errno, String otherwise) {
    return otherwise;
  }
}
