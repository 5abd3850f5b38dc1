package dev.rollcall.invitation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import dev.rollcall.platform.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> architecture() {
    return ArchitectureRules.of("dev.rollcall.invitation");
  }

  @Test
  @DisplayName("ARCH text and addresses are read by platform/text alone")
  void icu() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("com.ibm.icu.."))
        .check(
            new ClassFileImporter()
                .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.rollcall.invitation"));
  }
}
