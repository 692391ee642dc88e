package lvs.director.ipvs;

/**
 * What the kernel cannot be asked for.
 *
 * @param what the service ({@code TCP 10.0.0.1:80}), or a server of it ({@code TCP 10.0.0.1:80 ->
 *     10.0.0.2:80})
 * @param why cause and remedy
 */
public record Impossible(String what, String why) {}
