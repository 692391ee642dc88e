package lvs.director.ipvs;

import java.util.List;
import java.util.Set;
import lvs.director.model.ServiceKey;

/** The shortest ordered list of changes from the table that is there to the one that is wanted. */
public final class IpvsPlan {
  private IpvsPlan() {}

  /**
   * @param owned services that are ours and go when they are no longer wanted; what stands in
   *     {@code have} and is neither owned nor wanted is foreign and left alone
   */
  public static List<IpvsChange> plan(IpvsTable have, IpvsTable wanted, Set<ServiceKey> owned) {
    throw new UnsupportedOperationException();
  }
}
