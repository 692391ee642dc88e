package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.management.Descriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.StagedElection;
import lvs.director.vrrp.RouterState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds {@code mbeans/TYPE.md} to what the running beans say of themselves; {@code mvn test
 * -Dtest=CatalogueTest -Dcatalogue.write=true} writes the files anew.
 */
class CatalogueTest {
  private static final Path FOLDER = Path.of("mbeans");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Director",
        "Archive",
        "Mail",
        "VirtualService",
        "RealServer",
        "Check",
        "VirtualRouter",
        "SyncGroup",
        "Tracker",
        "Compatibility"
      })
  void theCatalogueSaysWhatTheRunningBeansSay(String type) throws Exception {
    String now = describe(type);
    Path file = FOLDER.resolve(type + ".md");
    if (Boolean.getBoolean("catalogue.write")) {
      Files.writeString(file, now);
    }
    assertEquals(
        Files.readString(file),
        now,
        file + " is stale: mvn test -Dtest=CatalogueTest -Dcatalogue.write=true");
  }

  @Test
  void theReadmeNamesEachFileOfTheFolder() throws Exception {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    try (var files = Files.list(FOLDER)) {
      List<String> missing =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("README.md") && !readme.contains("(" + name + ")"))
              .toList();
      assertEquals(List.of(), missing);
    }
  }

  private static String describe(String type) throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    StagedDirector director = new StagedDirector();
    try (BeanRegistry registry = new BeanRegistry(director, server)) {
      registry.synchronise(StagedElection.view(RouterState.MASTER));
      registry.synchronise(
          director.show(StagedDirector.service("10.0.0.1:80", "10.0.0.2:80")).pool());
      ObjectName pattern = new ObjectName("lvs.director:type=" + type + ",*");
      ObjectName name = server.queryNames(pattern, null).iterator().next();
      return page(type, name, server.getMBeanInfo(name));
    }
  }

  private static String page(String type, ObjectName name, MBeanInfo info) {
    StringBuilder page = new StringBuilder("# " + type + "\n\n" + info.getDescription());
    page.append("\n\nObject name, for example: `").append(name.getDomain()).append(':');
    page.append(name.getKeyPropertyListString()).append("`\n\n## Attributes\n\n");
    page.append("| name | type | what it says |\n|---|---|---|\n");
    sorted(info.getAttributes()).forEach(each -> page.append(row((MBeanAttributeInfo) each)));
    if (info.getOperations().length > 0) {
      page.append("\n## Operations\n");
      sorted(info.getOperations()).forEach(each -> page.append(section((MBeanOperationInfo) each)));
    }
    if (info.getNotifications().length > 0) {
      page.append("\n## Notifications\n\n| type | what happened |\n|---|---|\n");
      Arrays.stream(info.getNotifications()).forEach(each -> page.append(row(each)));
    }
    return page.toString();
  }

  private static List<MBeanFeatureInfo> sorted(MBeanFeatureInfo[] features) {
    return Arrays.stream(features).sorted(Comparator.comparing(MBeanFeatureInfo::getName)).toList();
  }

  private static String row(MBeanAttributeInfo attribute) {
    return "| %s | %s | %s |\n"
        .formatted(
            attribute.getName(),
            type(attribute.getDescriptor(), attribute.getType()),
            attribute.getDescription());
  }

  private static String section(MBeanOperationInfo operation) {
    String arguments =
        Arrays.stream(operation.getSignature())
            .map(each -> type(each.getDescriptor(), each.getType()) + " " + each.getName())
            .collect(Collectors.joining(", "));
    String details =
        Arrays.stream(operation.getSignature())
            .map(CatalogueTest::item)
            .collect(Collectors.joining());
    String result = type(operation.getDescriptor(), operation.getReturnType());
    return "\n### %s(%s)\n\n%s Returns %s.\n%s"
        .formatted(
            operation.getName(),
            arguments,
            operation.getDescription(),
            result.equals("void") ? "nothing" : result,
            details.isEmpty() ? "" : "\n" + details);
  }

  private static String item(MBeanParameterInfo parameter) {
    return "- `" + parameter.getName() + "`: " + parameter.getDescription() + "\n";
  }

  private static String row(MBeanNotificationInfo notification) {
    return "| `%s` | %s |\n"
        .formatted(
            String.join("`, `", notification.getNotifTypes()), notification.getDescription());
  }

  private static String type(Descriptor descriptor, String otherwise) {
    return descriptor.getFieldValue("openType") instanceof OpenType<?> open
        ? type(open)
        : simple(otherwise);
  }

  private static String type(OpenType<?> open) {
    return switch (open) {
      case ArrayType<?> array -> "list of " + type(array.getElementOpenType());
      case CompositeType composite ->
          composite.keySet().stream()
              .map(key -> type(composite.getType(key)) + " " + key)
              .collect(Collectors.joining(", ", "{", "}"));
      default -> simple(open.getTypeName());
    };
  }

  private static String simple(String className) {
    return switch (className.substring(className.lastIndexOf('.') + 1)) {
      case "Integer" -> "int";
      case "Long" -> "long";
      case "Double" -> "double";
      case "Boolean" -> "boolean";
      case "Void" -> "void";
      case String other -> other;
    };
  }
}
