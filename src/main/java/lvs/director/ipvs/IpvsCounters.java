package lvs.director.ipvs;

/**
 * What the kernel counted for a service or server since it was added or zeroed, and its estimator's
 * rates per second (2 s steps). From IPVS_*_ATTR_STATS64 where the kernel has it, else from the 32
 * bit form, whose connections and packets wrap at 2^32.
 *
 * @param wide whether they are the 64 bit numbers
 */
public record IpvsCounters(
    long connections,
    long inPackets,
    long outPackets,
    long inBytes,
    long outBytes,
    long connectionsPerSecond,
    long inPacketsPerSecond,
    long outPacketsPerSecond,
    long inBytesPerSecond,
    long outBytesPerSecond,
    boolean wide) {
  public static final IpvsCounters ZERO = new IpvsCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true);
}
