package dev.rollcall.invitation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.rollcall.platform.web.access.Public;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.access.SignedIn;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Path;

/** The rules of ARCHITECTURE.md that can be read off the classes. */
@AnalyzeClasses(packages = "dev.rollcall.invitation", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule DOMAIN_IMPORTS_NOTHING_BUT_JAVA =
      classes()
          .that()
          .resideInAPackage("dev.rollcall.invitation")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "dev.rollcall.invitation",
                  "dev.rollcall.platform.outcome",
                  "org.jspecify.annotations"));

  @ArchTest
  static final ArchRule ONLY_STORAGE_SEES_PERSISTENCE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..storage..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "jakarta.persistence..",
                  "org.hibernate..",
                  "io.quarkus.hibernate..",
                  "io.vertx.mutiny.sqlclient..",
                  "io.vertx.sqlclient.."));

  @ArchTest
  static final ArchRule ONLY_THE_ADDRESS_ADAPTER_SEES_ICU =
      noClasses()
          .that()
          .resideOutsideOfPackage("..address..")
          .should()
          .dependOnClassesThat(resideInAPackage("com.ibm.icu.."));

  @ArchTest
  static final ArchRule NOBODY_BLOCKS = noClasses().should().callMethod(Uni.class, "await");

  @ArchTest
  static final ArchRule NOBODY_SUBSCRIBES = noClasses().should().callMethod(Uni.class, "subscribe");

  @ArchTest
  static final ArchRule ONE_KIND_OF_TRANSACTION =
      noClasses()
          .should()
          .dependOnClassesThat(simpleName("Transactional").or(simpleName("WithTransaction")));

  @ArchTest
  static final ArchRule NOBODY_SENDS_BESIDE_THE_OUTBOX =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.eclipse.microprofile.reactive.messaging..")
                  .and(simpleName("Emitter").or(simpleName("Channel"))));

  @ArchTest
  static final ArchRule EVERY_RESOURCE_METHOD_SAYS_WHO_MAY_CALL_IT =
      methods()
          .that()
          .areDeclaredInClassesThat(
              resideInAPackage("dev.rollcall.invitation..")
                  .and(
                      com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates
                          .annotatedWith(Path.class))
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES)))
          .and()
          .arePublic()
          .should()
          .beAnnotatedWith(RequiresPermission.class)
          .orShould()
          .beAnnotatedWith(Public.class)
          .orShould()
          .beAnnotatedWith(SignedIn.class)
          .orShould()
          .beAnnotatedWith(ServiceOnly.class);
}
