package lvs.director.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import lvs.director.jmx.CompatibleTable.Column;
import lvs.director.jmx.CompatibleTable.Row;
import lvs.director.port.Director;

/**
 * The tables of {@link CompatiblePage} for an agent of the operator's own: {@code
 * lvs.director:type=Compatibility}, one instance. Each table is an attribute whose index are the
 * labels; the agent makes keys of them as if they stood in an object name, which no other form of
 * attribute would give it.
 */
final class CompatibilityBean implements DynamicMBean {
  private final Director director;

  CompatibilityBean(Director director) {
    this.director = director;
  }

  private static List<String> items(CompatibleTable table) {
    return Stream.concat(table.labels().stream(), table.columns().stream().map(Column::metric))
        .toList();
  }

  private static CompositeType rowType(CompatibleTable table) throws OpenDataException {
    String[] names = items(table).toArray(String[]::new);
    OpenType<?>[] types =
        IntStream.range(0, names.length)
            .mapToObj(i -> i < table.labels().size() ? SimpleType.STRING : SimpleType.DOUBLE)
            .toArray(OpenType<?>[]::new);
    return new CompositeType(table.name(), table.description(), names, names, types);
  }

  private static OpenType<?> type(CompatibleTable table) throws OpenDataException {
    CompositeType row = rowType(table);
    return table.labels().isEmpty()
        ? row
        : new TabularType(
            table.name(), table.description(), row, table.labels().toArray(String[]::new));
  }

  private Object read(CompatibleTable table) throws OpenDataException {
    List<Row> rows = table.rows().apply(director);
    if (type(table) instanceof TabularType type) {
      TabularDataSupport data = new TabularDataSupport(type, rows.size() * 2, 0.75f);
      for (Row row : rows) {
        data.put(composite(table, type.getRowType(), row));
      }
      return data;
    }
    return composite(table, rowType(table), rows.getFirst());
  }

  private static CompositeData composite(CompatibleTable table, CompositeType type, Row row)
      throws OpenDataException {
    List<Object> values = new ArrayList<>(row.labels());
    for (double value : row.values()) {
      values.add(value);
    }
    return new CompositeDataSupport(type, items(table).toArray(String[]::new), values.toArray());
  }

  @Override
  public Object getAttribute(String attribute)
      throws AttributeNotFoundException, ReflectionException {
    CompatibleTable table =
        CompatiblePage.TABLES.stream()
            .filter(each -> each.name().equals(attribute))
            .findFirst()
            .orElseThrow(() -> new AttributeNotFoundException(attribute));
    try {
      return read(table);
    } catch (OpenDataException twice) {
      throw new ReflectionException(twice, "two rows of " + attribute + " have the same labels");
    }
  }

  @Override
  public AttributeList getAttributes(String[] attributes) {
    AttributeList list = new AttributeList();
    for (String each : attributes) {
      try {
        list.add(new Attribute(each, getAttribute(each)));
      } catch (AttributeNotFoundException | ReflectionException left) {
        // The contract: what cannot be read is missing in the answer.
      }
    }
    return list;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributes =
        CompatiblePage.TABLES.stream()
            .map(CompatibilityBean::info)
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(
        getClass().getName(),
        "Metrics under the names of other exporters, for an agent that knows our rules for them.",
        attributes,
        null,
        null,
        null);
  }

  private static MBeanAttributeInfo info(CompatibleTable table) {
    try {
      return new OpenMBeanAttributeInfoSupport(
          table.name(), table.description(), type(table), true, false, false);
    } catch (OpenDataException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " cannot be written");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String operation, Object[] arguments, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(operation));
  }
}
