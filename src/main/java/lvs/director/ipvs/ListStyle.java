package lvs.director.ipvs;

import java.util.Optional;

/**
 * How a table is printed.
 *
 * @param banner the kernel's version and table size; absent in the list of a single service
 * @param names for addresses and ports; {@link Names#NUMERIC} for {@code -n}
 * @param exact counters to the last digit instead of in thousands and millions
 */
public record ListStyle(Optional<IpvsInfo> banner, Names names, boolean exact) {}
