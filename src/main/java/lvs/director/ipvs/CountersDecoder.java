package lvs.director.ipvs;

import lvs.director.base.NetlinkCursor;

/** Reads IPVS_*_ATTR_STATS64, and IPVS_*_ATTR_STATS of kernels before 4.1, which have no other. */
final class CountersDecoder {
  private NetlinkCursor narrow;
  private NetlinkCursor wide;

  /** Remembers the nest for the case that the other does not come. */
  void narrow(NetlinkCursor nest) {
    narrow = nest;
  }

  void wide(NetlinkCursor nest) {
    wide = nest;
  }

  /** Zeros when there was neither. */
  IpvsCounters counters() {
    if (wide == null && narrow == null) {
      return IpvsCounters.ZERO;
    }
    return decode(wide == null ? narrow : wide, wide != null);
  }

  private static IpvsCounters decode(NetlinkCursor cursor, boolean wide) {
    long[] values = new long[IpvsAttributes.STATS_OUTBPS + 1];
    while (cursor.next()) {
      int type = cursor.type();
      if (type < values.length) {
        values[type] = cursor.counter(values[type]);
      }
    }
    return new IpvsCounters(
        values[IpvsAttributes.STATS_CONNS],
        values[IpvsAttributes.STATS_INPKTS],
        values[IpvsAttributes.STATS_OUTPKTS],
        values[IpvsAttributes.STATS_INBYTES],
        values[IpvsAttributes.STATS_OUTBYTES],
        values[IpvsAttributes.STATS_CPS],
        values[IpvsAttributes.STATS_INPPS],
        values[IpvsAttributes.STATS_OUTPPS],
        values[IpvsAttributes.STATS_INBPS],
        values[IpvsAttributes.STATS_OUTBPS],
        wide);
  }
}
