package dev.rollcall.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

  private static final String CLEAN = "dev.rollcall.platform.test.samples.clean";
  private static final String BROKEN = "dev.rollcall.platform.test.samples.broken";

  @Test
  @DisplayName("a service that keeps the rules passes all of them")
  void cleanPasses() {
    assertThat(brokenRules(CLEAN)).isEmpty();
  }

  @Test
  @DisplayName("each rule finds the class that breaks it")
  void brokenIsFound() {
    assertThat(brokenRules(BROKEN))
        .containsExactlyElementsOf(ArchitectureRules.rules(BROKEN).keySet());
  }

  private static List<String> brokenRules(String service) {
    JavaClasses classes = new ClassFileImporter().importPackages(service);
    return ArchitectureRules.rules(service).entrySet().stream()
        .filter(rule -> breaks(rule, classes))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean breaks(Map.Entry<String, ArchRule> rule, JavaClasses classes) {
    return rule.getValue().evaluate(classes).hasViolation();
  }
}
