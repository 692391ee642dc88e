package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Subject;
import lvs.director.port.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rrd4j.ConsolFun;

class ArchiveFolderTest {
  private static final long START = 1_700_000_000L;

  @TempDir Path folder;

  private ArchiveFolder staged() throws IOException {
    for (String id :
        List.of(
            "director",
            "router/VI_1%20a",
            "service/tcp_10.0.0.1_80",
            "server/tcp_10.0.0.1_80/10.0.0.2_80")) {
      int count = Quantity.of(ArchiveId.parse(id).orElseThrow().subject()).size();
      StagedArchives.write(
          folder,
          id,
          10,
          START,
          START + 600,
          at -> IntStream.range(0, count).mapToDouble(i -> at - START + i).toArray());
    }
    return ArchiveFolder.open(folder);
  }

  @Test
  void everyFileIsListedWithItsObject() throws Exception {
    ArchiveFolder archives = staged();
    assertEquals(
        List.of(
            new Archive(
                "director", Subject.DIRECTOR, "", "", false, 10, START + 600, size("director")),
            new Archive(
                "router/VI_1%20a",
                Subject.ROUTER, "VI_1 a", "", false, 10, START + 600, size("router/VI_1%20a")),
            new Archive(
                "server/tcp_10.0.0.1_80/10.0.0.2_80",
                Subject.SERVER,
                "tcp_10.0.0.1_80",
                "10.0.0.2_80",
                false,
                10,
                START + 600,
                size("server/tcp_10.0.0.1_80/10.0.0.2_80")),
            new Archive(
                "service/tcp_10.0.0.1_80",
                Subject.SERVICE,
                "tcp_10.0.0.1_80",
                "",
                false,
                10,
                START + 600,
                size("service/tcp_10.0.0.1_80"))),
        archives.list());
  }

  private long size(String id) {
    return folder.resolve(id + ".rrd").toFile().length();
  }

  @Test
  void whatIsRewrittenIsReadAfterwards() throws Exception {
    ArchiveFolder archives = staged();
    archives.rewrite("director", db -> db.getArchive(0).getRobin(0).setValues(7));
    assertEquals(
        7,
        archives.<Double>read(
            "director",
            db ->
                db.createFetchRequest(ConsolFun.AVERAGE, START + 90, START + 100)
                    .fetchData()
                    .getValues(0)[1]));
  }

  @Test
  void anArchiveThatIsNotThereIsRefused() throws Exception {
    ArchiveFolder archives = staged();
    assertThrows(Refusal.class, () -> archives.read("service/no", db -> 1));
    assertThrows(Refusal.class, () -> archives.rewrite("router/../director", db -> {}));
  }
}
