package lvs.director.archive;

import java.nio.file.Path;
import java.util.Optional;
import lvs.director.base.SafeName;
import lvs.director.port.Archives.Subject;

/**
 * Which object an archive is about.
 *
 * @param text the path of its file below the folder, without {@code .rrd}
 * @param owner id of the virtual service or name of the virtual router; empty for the director
 * @param server id of the real server; empty for all others
 */
record ArchiveId(String text, Subject subject, String owner, String server) {
  static final String EXTENSION = ".rrd";
  static final ArchiveId DIRECTOR = new ArchiveId("director", Subject.DIRECTOR, "", "");

  static ArchiveId service(String id) {
    return new ArchiveId("service/" + SafeName.encode(id), Subject.SERVICE, id, "");
  }

  static ArchiveId server(String serviceId, String id) {
    String text = "server/" + SafeName.encode(serviceId) + "/" + SafeName.encode(id);
    return new ArchiveId(text, Subject.SERVER, serviceId, id);
  }

  static ArchiveId router(String name) {
    return new ArchiveId("router/" + SafeName.encode(name), Subject.ROUTER, name, "");
  }

  /** Empty when no archive can have this id. */
  static Optional<ArchiveId> parse(String text) {
    String[] parts = text.split("/", -1);
    Optional<ArchiveId> id =
        switch (parts.length) {
          case 1 -> Optional.of(DIRECTOR);
          case 2 ->
              Optional.of(
                  parts[0].equals("service")
                      ? service(SafeName.decode(parts[1]))
                      : router(SafeName.decode(parts[1])));
          case 3 -> Optional.of(server(SafeName.decode(parts[1]), SafeName.decode(parts[2])));
          default -> Optional.empty();
        };
    return id.filter(parsed -> parsed.text.equals(text));
  }

  /** Where it is kept. */
  Path file(Path folder) {
    return folder.resolve(text + EXTENSION);
  }
}
