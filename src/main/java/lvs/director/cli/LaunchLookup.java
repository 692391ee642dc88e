package lvs.director.cli;

import java.util.ServiceLoader;
import java.util.function.Supplier;
import lvs.director.port.Launch;

/** Finds what starts a director; its package must not be imported from here. */
final class LaunchLookup implements Supplier<Launch> {
  @Override
  public Launch get() {
    return ServiceLoader.load(Launch.class, LaunchLookup.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no META-INF/services/lvs.director.port.Launch on the class path"));
  }
}
