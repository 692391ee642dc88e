package lvs.director.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void printsOnlyItsLength() {
    assertEquals("(secret of 6 bytes)", Secret.of("hidden").toString());
  }

  @Test
  void isEqualByItsBytes() {
    assertEquals(Secret.of("a"), Secret.of("a"));
    assertEquals(Secret.of("a").hashCode(), Secret.of("a").hashCode());
    assertNotEquals(Secret.of("a"), Secret.of("b"));
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] bytes = {1, 2};
    Secret secret = new Secret(bytes);
    bytes[0] = 9;
    secret.bytes()[1] = 9;
    assertArrayEquals(new byte[] {1, 2}, secret.bytes());
  }
}
