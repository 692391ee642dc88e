package lvs.director;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rows of ARCHITECTURE.md: imports point downwards only, and siblings never import each other.
 */
class PackageRowsTest {
  private static final List<Set<String>> ROWS =
      List.of(
          Set.of("base"),
          Set.of("model"),
          Set.of("config", "vrrp", "pool", "ipvs", "alert"),
          Set.of("port"),
          Set.of("http"),
          Set.of("linux", "proxy", "probe", "archive", "mail", "jmx", "console"),
          Set.of("daemon", "cli"));

  /** What may be used in one package only. */
  private static final Map<String, Set<String>> ONLY_IN =
      Map.of(
          "com.sun.jna", Set.of("linux"),
          "org.rrd4j", Set.of("archive"),
          "jakarta.mail", Set.of("mail"),
          "org.eclipse.angus", Set.of("mail"),
          "com.sun.net.httpserver", Set.of("http", "jmx", "console", "daemon"),
          "picocli", Set.of("cli"),
          "com.sun.tools.attach", Set.of("cli"),
          "org.jolokia", Set.of("jmx"),
          "io.prometheus", Set.of("jmx"));

  /** What rows 0 to 3 must not touch: they open nothing and read no clock. */
  private static final Set<String> OPENS =
      Set.of(
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.DatagramSocket",
          "java.lang.Thread",
          "java.lang.ProcessBuilder");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("lvs.director");

  @Test
  void everyPackageStandsInARow() {
    Set<String> known = ROWS.stream().flatMap(Set::stream).collect(Collectors.toSet());
    Set<String> strangers = new TreeSet<>();
    CLASSES.forEach(type -> strangers.add(packageOf(type)));
    strangers.removeAll(known);
    assertEquals(Set.of(), strangers);
    assertTrue(CLASSES.size() > 50, "the classes were not found");
  }

  @Test
  void importsPointDownwardsOnlyAndSiblingsAreStrangers() {
    Set<String> wrong = new TreeSet<>();
    dependencies()
        .filter(d -> d.getTargetClass().getPackageName().startsWith("lvs.director"))
        .filter(d -> !packageOf(d.getOriginClass()).equals(packageOf(d.getTargetClass())))
        .filter(d -> row(d.getTargetClass()) >= row(d.getOriginClass()))
        .forEach(d -> wrong.add(d.getDescription()));
    assertEquals(Set.of(), wrong);
  }

  @Test
  void theTextOfAConfigurationIsReadWithoutKnowingKeywords() {
    Set<String> wrong = new TreeSet<>();
    dependencies()
        .filter(d -> d.getOriginClass().getPackageName().equals("lvs.director.config.text"))
        .filter(d -> d.getTargetClass().getPackageName().equals("lvs.director.config"))
        .forEach(d -> wrong.add(d.getDescription()));
    assertEquals(Set.of(), wrong);
  }

  @Test
  void packagesHaveNoCyclesNotEvenInsideARow() {
    SlicesRuleDefinition.slices()
        .matching("lvs.director.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void librariesStayInThePackageThatIsTheirs() {
    Set<String> wrong = new TreeSet<>();
    dependencies()
        .forEach(
            d ->
                ONLY_IN.forEach(
                    (library, homes) -> {
                      if (d.getTargetClass().getPackageName().startsWith(library)
                          && !homes.contains(packageOf(d.getOriginClass()))) {
                        wrong.add(d.getDescription());
                      }
                    }));
    assertEquals(Set.of(), wrong);
  }

  @Test
  void rowsZeroToThreeOpenNothing() {
    Set<String> wrong = new TreeSet<>();
    dependencies()
        .filter(d -> row(d.getOriginClass()) <= 3)
        .filter(d -> OPENS.contains(d.getTargetClass().getName()))
        .forEach(d -> wrong.add(d.getDescription()));
    assertEquals(Set.of(), wrong);
  }

  @Test
  void enginesReadNoClock() {
    Set<String> wrong = new TreeSet<>();
    CLASSES.stream()
        .filter(type -> Set.of("pool", "vrrp", "ipvs", "alert", "model").contains(packageOf(type)))
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(
            call ->
                Set.of("nanoTime", "currentTimeMillis", "now").contains(call.getTarget().getName())
                    && call.getTargetOwner().getPackageName().startsWith("java"))
        .forEach(call -> wrong.add(call.getDescription()));
    assertEquals(Set.of(), wrong);
  }

  @Test
  void noNameSaysNothing() {
    List<String> empty = List.of("Impl", "Util", "Utils", "Helper", "Manager");
    Set<String> wrong = new TreeSet<>();
    CLASSES.stream()
        .map(JavaClass::getSimpleName)
        .filter(name -> empty.stream().anyMatch(name::endsWith))
        .forEach(wrong::add);
    assertEquals(Set.of(), wrong);
    assertFalse(CLASSES.stream().findAny().isEmpty());
  }

  private static java.util.stream.Stream<Dependency> dependencies() {
    return CLASSES.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
  }

  private static String packageOf(JavaClass type) {
    String rest = type.getPackageName().substring("lvs.director".length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
  }

  private static int row(JavaClass type) {
    return IntStream.range(0, ROWS.size())
        .filter(i -> ROWS.get(i).contains(packageOf(type)))
        .findFirst()
        .orElseThrow();
  }
}
