package dev.rollcall.platform.test;

import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.builder.BuildContext;
import io.quarkus.deployment.builditem.TestAnnotationBuildItem;
import io.quarkus.test.junit.buildchain.TestBuildChainCustomizerProducer;
import java.util.function.Consumer;
import org.jboss.jandex.Index;

/**
 * Makes classes with {@link RollcallTest} beans, as those with {@code @QuarkusTest} are: Quarkus
 * finds a composed annotation only in the tested module's own index.
 */
public final class RollcallTestsAreBeans implements TestBuildChainCustomizerProducer {

  @Override
  public Consumer<BuildChainBuilder> produce(Index testClassesIndex) {
    return chain ->
        chain
            .addBuildStep(RollcallTestsAreBeans::announce)
            .produces(TestAnnotationBuildItem.class)
            .build();
  }

  private static void announce(BuildContext context) {
    context.produce(new TestAnnotationBuildItem(RollcallTest.class.getName()));
  }
}
