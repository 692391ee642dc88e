package lvs.director.ipvs;

import java.util.Optional;

/** What stands behind a dash on ipvsadm's command line. */
sealed interface IpvsadmWord permits IpvsadmVerb, IpvsadmOption {

  /** Whether a value follows. */
  enum Argument {
    NONE,
    /** Unless the next word begins with a dash. */
    OPTIONAL,
    REQUIRED
  }

  Argument argument();

  static Optional<IpvsadmWord> ofLetter(char letter) {
    return IpvsadmVerb.ofLetter(letter)
        .<IpvsadmWord>map(verb -> verb)
        .or(() -> IpvsadmOption.ofLetter(letter));
  }

  static Optional<IpvsadmWord> ofLongName(String name) {
    return IpvsadmVerb.ofLongName(name)
        .<IpvsadmWord>map(verb -> verb)
        .or(() -> IpvsadmOption.ofLongName(name));
  }
}
