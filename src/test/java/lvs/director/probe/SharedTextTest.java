package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SharedTextTest {
  @Test
  void equalTextsBecomeOneObject() {
    String first = SharedText.of("connected in " + Double.toString(0.2) + " ms, shared");
    assertSame(first, SharedText.of("connected in " + Double.toString(0.2) + " ms, shared"));
  }

  @Test
  void whateverIsKnownTheTextStaysEqual() {
    for (int i = 0; i < 10_000; i++) {
      assertEquals("text " + i % 3_000, SharedText.of("text " + i % 3_000));
    }
  }
}
