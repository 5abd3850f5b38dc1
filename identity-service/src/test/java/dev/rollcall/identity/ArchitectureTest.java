package dev.rollcall.identity;

import dev.rollcall.platform.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> architecture() {
    return ArchitectureRules.of("dev.rollcall.identity");
  }
}
