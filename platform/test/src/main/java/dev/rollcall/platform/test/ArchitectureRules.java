package dev.rollcall.platform.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules of ARCHITECTURE.md that a machine can check, for a service's compiled classes.
 *
 * <pre>{@code
 * class ArchitectureTest {
 *   @TestFactory
 *   Stream<DynamicTest> architecture() {
 *     return ArchitectureRules.of("dev.rollcall.billing");
 *   }
 * }
 * }</pre>
 */
public final class ArchitectureRules {

  private static final String ACCESS = "dev.rollcall.platform.web.access.";

  private static final Set<String> ACCESS_ANNOTATIONS =
      Set.of(
          ACCESS + "RequiresPermission",
          ACCESS + "SignedIn",
          ACCESS + "Public",
          ACCESS + "ServiceOnly");

  private static final Set<String> BLOCKING_OR_PARALLEL =
      Set.of("await", "subscribe", "subscribeAsCompletionStage", "combine", "join");

  private static final String HTTP_METHOD = "jakarta.ws.rs.HttpMethod";

  private static final Pattern BANNED_NAME =
      Pattern.compile(".*(?:Manager|Helper|Utils?|Impl|Dto|DTO)|Abstract.*");

  private ArchitectureRules() {}

  /**
   * One test per rule.
   *
   * @param service the service's root package, whose own classes are its domain
   * @param alsoInDomain packages that the domain may use beside {@code java..}, in ArchUnit's
   *     notation, e.g. {@code javax.money..}
   */
  public static Stream<DynamicTest> of(String service, String... alsoInDomain) {
    JavaClasses imported =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(service);
    return rules(service, alsoInDomain).entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    "ARCH " + rule.getKey(), () -> rule.getValue().check(imported)));
  }

  static Map<String, ArchRule> rules(String service, String... alsoInDomain) {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("the domain imports java only", pureDomain(service, alsoInDomain));
    rules.put("only storage sees persistence", persistenceInStorage());
    rules.put("one transaction annotation: none of JTA", noJta());
    rules.put("nothing blocks, subscribes or runs in parallel", noBlocking());
    rules.put("events leave by the outbox only", noEmitter());
    rules.put("each resource method says who may call it", accessDeclared());
    rules.put("classes are named for what they are", noBannedNames());
    rules.put("packages have no cycles", noCycles(service));
    return rules;
  }

  private static ArchRule pureDomain(String service, String... alsoInDomain) {
    List<String> allowed =
        new ArrayList<>(
            List.of(
                "java..",
                "org.jspecify..",
                "dev.rollcall.platform.outcome",
                "dev.rollcall.platform.text",
                service));
    allowed.addAll(Arrays.asList(alsoInDomain));
    return classes()
        .that(resideInAPackage(service))
        .and(describe("are no settings", ArchitectureRules::isNoSettings))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .allowEmptyShould(true);
  }

  /** Settings ({@code @ConfigMapping}) and their nested groups live beside the domain. */
  private static boolean isNoSettings(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return !outermost.isAnnotatedWith("io.smallrye.config.ConfigMapping")
        && !type.getSimpleName().equals("package-info");
  }

  private static ArchRule persistenceInStorage() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("..storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.persistence..",
            "org.hibernate..",
            "io.quarkus.hibernate..",
            "io.quarkus.panache..",
            "io.vertx.sqlclient..",
            "io.vertx.pgclient..",
            "io.vertx.mutiny.sqlclient..",
            "io.vertx.mutiny.pgclient..")
        .allowEmptyShould(true);
  }

  private static ArchRule noJta() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.transaction..")
        .allowEmptyShould(true);
  }

  private static ArchRule noBlocking() {
    return noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.<JavaCall<?>>describe(
                "Uni and Multi are awaited, subscribed to, combined or joined",
                ArchitectureRules::blocksOrRunsInParallel))
        .allowEmptyShould(true);
  }

  private static boolean blocksOrRunsInParallel(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    return (owner.equals("io.smallrye.mutiny.Uni") || owner.equals("io.smallrye.mutiny.Multi"))
        && BLOCKING_OR_PARALLEL.contains(call.getName());
  }

  private static ArchRule noEmitter() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.eclipse.microprofile.reactive.messaging.Emitter")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.smallrye.reactive.messaging.MutinyEmitter")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.eclipse.microprofile.reactive.messaging.Outgoing")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka.clients.producer..")
        .allowEmptyShould(true);
  }

  private static ArchRule accessDeclared() {
    return methods()
        .that(describe("answer HTTP", ArchitectureRules::answersHttp))
        .should(haveOneAccessAnnotation())
        .allowEmptyShould(true);
  }

  /** Methods of REST clients only ask; those of resources answer. */
  private static boolean answersHttp(JavaMethod method) {
    return method.getAnnotations().stream()
            .map(JavaAnnotation::getRawType)
            .anyMatch(type -> type.isAnnotatedWith(HTTP_METHOD) || isKnownVerb(type))
        && !method.getOwner().isInterface();
  }

  /** Where the verb's own annotations are not on the class path of the import. */
  private static boolean isKnownVerb(JavaClass type) {
    return type.getPackageName().equals("jakarta.ws.rs")
        && Set.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(type.getSimpleName());
  }

  private static ArchCondition<JavaMethod> haveOneAccessAnnotation() {
    return new ArchCondition<>("have exactly one access annotation") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        List<String> found =
            method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getName())
                .filter(ACCESS_ANNOTATIONS::contains)
                .toList();
        events.add(
            new SimpleConditionEvent(
                method,
                found.size() == 1,
                method.getFullName() + " has the access annotations " + found));
      }
    };
  }

  private static ArchRule noBannedNames() {
    return noClasses()
        .should(
            ArchCondition.from(
                DescribedPredicate.<JavaClass>describe(
                    "be called Manager, Helper, Util, Impl, Dto or Abstract…",
                    type -> BANNED_NAME.matcher(type.getSimpleName()).matches())))
        .allowEmptyShould(true);
  }

  private static ArchRule noCycles(String service) {
    return slices().matching(service + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }
}
