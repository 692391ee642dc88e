package lvs.director.ipvs;

/**
 * What the kernel tells of its IPVS.
 *
 * @param version such as 1.2.1
 * @param connectionTableSize hash buckets
 */
public record IpvsInfo(String version, int connectionTableSize) {}
