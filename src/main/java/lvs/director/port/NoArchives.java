package lvs.director.port;

import java.util.List;
import java.util.Optional;

/** {@link Archives#NONE}. */
final class NoArchives implements Archives {
  private static final String WHY = "nothing is recorded: see 'archive' in the director block";

  @Override
  public List<Archive> list() {
    return List.of();
  }

  @Override
  public Optional<Archive> archive(String id) {
    return Optional.empty();
  }

  @Override
  public Series fetch(String id, Consolidation by, long from, long to, int most) throws Refusal {
    throw new Refusal(WHY);
  }

  @Override
  public byte[] draw(Drawing drawing) throws Refusal {
    throw new Refusal(WHY);
  }

  @Override
  public List<String> topics(Subject subject) {
    return List.of();
  }

  @Override
  public String exportXml(String id) throws Refusal {
    throw new Refusal(WHY);
  }

  @Override
  public String importXml(String id, String xml) throws Refusal {
    throw new Refusal(WHY);
  }

  @Override
  public Health health() {
    return Health.NONE;
  }
}
