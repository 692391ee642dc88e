package lvs.director.archive;

import java.awt.Color;
import java.util.List;

/**
 * The colours of a picture; grid, shades and states let through what is below them. Those of curves
 * can be told apart by people who see no red or no green: they differ in lightness too, after Okabe
 * and Ito.
 *
 * @param states of a virtual router: INIT, BACKUP, MASTER, FAULT
 */
record Colours(
    Color ground,
    Color plot,
    Color text,
    Color grid,
    Color strongGrid,
    List<Color> curves,
    List<Color> servers,
    Color rest,
    Color error,
    Color warning,
    Color info,
    Color down,
    List<Color> states) {

  private static final Colours LIGHT =
      new Colours(
          new Color(0xffffff),
          new Color(0xfcfcfb),
          new Color(0x24292f),
          new Color(0x12000000, true),
          new Color(0x28000000, true),
          colours(0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7),
          colours(
              0x0072b2, 0xe69f00, 0x009e73, 0x56b4e9, 0xd55e00, 0xcc79a7, 0xf0e442, 0x332288,
              0x44aa99, 0x999933, 0x882255, 0xddcc77),
          new Color(0xa8adb3),
          new Color(0xc62828),
          new Color(0xb26a00),
          new Color(0x2e7d32),
          new Color(0x26c62828, true),
          translucent(0x26, 0x8a8f98, 0x0072b2, 0x2e9e44, 0xc62828));

  private static final Colours DARK =
      new Colours(
          new Color(0x16191d),
          new Color(0x1c2025),
          new Color(0xd7dce2),
          new Color(0x12ffffff, true),
          new Color(0x28ffffff, true),
          colours(0x4aa8e0, 0xf2894f, 0x3cc49a, 0xdf9cc0),
          colours(
              0x4aa8e0, 0xe6a91f, 0x2bb58c, 0x9ad4f5, 0xe8743b, 0xdf9cc0, 0xf0e96b, 0x7d72d6,
              0x62c7b7, 0xb5b54a, 0xc05a8a, 0xe0d28c),
          new Color(0x6d757e),
          new Color(0xff6b6b),
          new Color(0xffb74d),
          new Color(0x81c784),
          new Color(0x3dff6b6b, true),
          translucent(0x3d, 0x9aa0a8, 0x4aa8e0, 0x57c46b, 0xff6b6b));

  static Colours of(boolean dark) {
    return dark ? DARK : LIGHT;
  }

  private static List<Color> colours(int... rgb) {
    return java.util.Arrays.stream(rgb).mapToObj(Color::new).toList();
  }

  private static List<Color> translucent(int alpha, int... rgb) {
    return java.util.Arrays.stream(rgb)
        .mapToObj(each -> new Color(alpha << 24 | each, true))
        .toList();
  }

  Color curve(int index) {
    return curves.get(index % curves.size());
  }

  Color server(int index) {
    return servers.get(index % servers.size());
  }

  /** A third of a colour on the plot's ground: for peaks behind the average. */
  Color pale(Color colour) {
    return new Color(
        (colour.getRed() * 3 + plot.getRed() * 7) / 10,
        (colour.getGreen() * 3 + plot.getGreen() * 7) / 10,
        (colour.getBlue() * 3 + plot.getBlue() * 7) / 10);
  }
}
