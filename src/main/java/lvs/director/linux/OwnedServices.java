package lvs.director.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.ServiceKey;

/**
 * Which services in the kernel's table are ours, in a file that outlives this process and not the
 * kernel: it names the boot and the network namespace. A service stands there before it is added
 * and until it is deleted, so that a killed director leaves nothing that its next run takes for
 * foreign.
 */
final class OwnedServices {
  private static final String FILE = "ipvs-services";

  private final Path file;
  private final String table;
  private Owned last;
  private Owned written;
  private Optional<String> complaint = Optional.empty();

  /**
   * @param keys services
   * @param timeouts what the idle times were before we changed them
   */
  record Owned(Set<ServiceKey> keys, Optional<IpvsTimeouts> timeouts) {
    static final Owned NOTHING = new Owned(Set.of(), Optional.empty());
  }

  private OwnedServices(Path file, String table) {
    this.file = file;
    this.table = table;
  }

  /**
   * Reads the file; one that is broken is set aside.
   *
   * @param table what tells the tables of all machines and times apart: {@link
   *     StateFile#kernelOfThisThread}
   */
  static OwnedServices open(Path folder, String table) {
    OwnedServices services = new OwnedServices(folder.resolve(FILE), table);
    services.last = services.read();
    services.written = services.last;
    return services;
  }

  /** As last read or kept, whether it could be written or not. */
  Owned owned() {
    return last;
  }

  /** What was wrong with the file that was found. */
  Optional<String> complaint() {
    return complaint;
  }

  private Owned read() {
    try {
      OwnedText text = OwnedText.parse(Files.readString(file));
      return text.table().equals(table) ? text.owned() : Owned.NOTHING;
    } catch (NoSuchFileException first) {
      return Owned.NOTHING;
    } catch (IOException | IllegalArgumentException broken) {
      complaint = Optional.of(setAside(String.valueOf(broken.getMessage())));
      return Owned.NOTHING;
    }
  }

  private String setAside(String why) {
    Path aside = file.resolveSibling(FILE + ".broken");
    String where = "; it is kept as " + aside;
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stays) {
      where = "";
    }
    return "%s cannot be read (%s)%s. Services that an earlier run left and nobody wants now are foreign: delete them by hand (ipvsadm -D)"
        .formatted(file, why, where);
  }

  /**
   * Writes the file anew, if anything changed.
   *
   * @throws IOException naming the file
   */
  void keep(Owned owned) throws IOException {
    last = owned;
    if (owned.equals(written)) {
      return;
    }
    try {
      StateFile.replace(file, new OwnedText(table, owned).print());
      written = owned;
    } catch (IOException failed) {
      throw new IOException("cannot write " + file + ": " + failed, failed);
    }
  }
}
