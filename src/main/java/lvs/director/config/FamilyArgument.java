package lvs.director.config;

import java.util.Optional;
import lvs.director.model.AddressFamily;

/** The words inet and inet6. */
final class FamilyArgument {
  private FamilyArgument() {}

  static Optional<AddressFamily> read(Arguments arguments) {
    return arguments.choice(
        AddressFamily.class, family -> family == AddressFamily.IPV4 ? "inet" : "inet6");
  }
}
