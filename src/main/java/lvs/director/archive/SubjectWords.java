package lvs.director.archive;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.port.Archives.Archive;

/** Ids as people write what they stand for. */
final class SubjectWords {
  private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)_(.+_[0-9]+)");
  private static final Pattern MARK = Pattern.compile("fwm(6?)_([0-9]+)");
  private static final Pattern ENDPOINT = Pattern.compile("(.+)_([0-9]+)");

  private SubjectWords() {}

  /**
   * {@code TCP 10.0.0.1:80}, {@code 10.0.0.2:80 of TCP 10.0.0.1:80}, {@code virtual router VI_1}.
   */
  static String of(Archive archive) {
    return switch (archive.subject()) {
      case SERVICE -> service(archive.owner());
      case SERVER -> endpoint(archive.server()) + " of " + service(archive.owner());
      case ROUTER -> "virtual router " + archive.owner();
      case DIRECTOR -> "director";
    };
  }

  /** What is no id of an address or a mark stays as it is. */
  static String service(String id) {
    Matcher address = ADDRESS.matcher(id);
    if (address.matches()) {
      return address.group(1).toUpperCase(Locale.ROOT) + " " + endpoint(address.group(2));
    }
    Matcher mark = MARK.matcher(id);
    return mark.matches() ? "FWM " + mark.group(2) + (mark.group(1).isEmpty() ? "" : " IPv6") : id;
  }

  /** The colons of an IPv6 address are dashes in an id. */
  static String endpoint(String id) {
    Matcher parts = ENDPOINT.matcher(id);
    if (!parts.matches()) {
      return id;
    }
    String host = parts.group(1);
    boolean isSix = host.indexOf('-') >= 0 && host.chars().allMatch(SubjectWords::isOfSix);
    return (isSix ? "[" + host.replace('-', ':') + "]" : host) + ":" + parts.group(2);
  }

  private static boolean isOfSix(int letter) {
    return letter == '-' || letter == '.' || Character.digit(letter, 16) >= 0;
  }
}
