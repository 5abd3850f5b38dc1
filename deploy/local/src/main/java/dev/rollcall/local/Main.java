package dev.rollcall.local;

import dev.rollcall.local.dlq.DlqCommand;
import dev.rollcall.local.dlq.DlqFailure;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.stack.StackOptions;
import dev.rollcall.local.story.StoryFailure;
import dev.rollcall.platform.test.server.Places;
import dev.rollcall.platform.test.server.ServerFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The launcher behind the script {@code rollcall}: {@code demo}, {@code up} and {@code dlq}. Ends
 * with 0 when all went well, 1 when not, 2 for a wrong command line.
 */
public final class Main {

  private static final int WRONG = 1;
  private static final int MISUSED = 2;

  private final Console console;
  private final Arguments arguments;

  private Main(Console console, Arguments arguments) {
    this.console = console;
    this.arguments = arguments;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    Console console =
        new Console(
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.exit(run(console, List.of(args)));
  }

  private static int run(Console console, List<String> args) {
    if (!args.isEmpty() && args.getFirst().equals("dlq")) {
      return deadLetters(console, args.subList(1, args.size()));
    }
    Path root = Places.root();
    try {
      Arguments arguments = Arguments.parse(args, root.resolve(".rollcall"));
      return new Main(console, arguments).run(root);
    } catch (IllegalArgumentException e) {
      console.say("rollcall: " + e.getMessage());
      return MISUSED;
    }
  }

  private static int deadLetters(Console console, List<String> args) {
    try {
      DlqCommand.run(args, console::say, Clock.systemUTC());
      return 0;
    } catch (IllegalArgumentException e) {
      console.say("rollcall: " + e.getMessage());
      return MISUSED;
    } catch (DlqFailure e) {
      console.say("rollcall: " + e.getMessage());
      return WRONG;
    }
  }

  private int run(Path root) {
    StackOptions options =
        new StackOptions(
            root,
            arguments.data(),
            arguments.fresh(),
            arguments.ports(),
            arguments.ports().replicas(),
            console);
    console.say("Starting the stack (data and logs in " + arguments.data() + ")");
    long began = System.nanoTime();
    try (LocalStack stack = LocalStack.start(options)) {
      console.say(
          "All parts ready after " + Console.time(Duration.ofNanos(System.nanoTime() - began)));
      boolean told = arguments.command() != Arguments.Command.DEMO || tell(stack);
      if (!arguments.once()) {
        addresses(stack);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping(stack)));
        stay();
      }
      return told ? 0 : WRONG;
    } catch (ServerFailure e) {
      console.say("\n" + e.getMessage());
      return WRONG;
    }
  }

  private boolean tell(LocalStack stack) {
    long began = System.nanoTime();
    try {
      URI invitation = new Demo(stack, console).tell();
      console.say("\nThe story took " + Console.time(Duration.ofNanos(System.nanoTime() - began)));
      if (!arguments.once()) {
        console.say("\nJoin Acme as Carol, in a browser:\n" + invitation);
      }
      return true;
    } catch (StoryFailure e) {
      console.say("\nThe story ends here: " + e.getMessage());
      console.say("\nThe logs are in " + stack.logs() + " (a file per part)");
      return false;
    }
  }

  private void addresses(LocalStack stack) {
    console.say(
        """

        gateway    %s
        mailbox    %s
        Keycloak   %s   admin / admin
        services   %s
        persons    ada@acme.test, grace@globex.test, linus@initech.test, sam@support.test   rollcall-demo
        logs       %s

        Ctrl-C stops everything; the data stays.%s\
        """
            .formatted(
                stack.gatewayUrl(),
                stack.mailboxUrl(),
                stack.keycloakUrl(),
                String.join(
                    "  ",
                    LocalStack.SERVICES.stream()
                        .map(service -> service + " " + stack.serviceUrl(service))
                        .toList()),
                stack.logs(),
                stack.learning()
                    ? " The first time it takes longer: the next start will be quicker."
                    : ""));
  }

  private void stopping(LocalStack stack) {
    console.say(
        stack.learning()
            ? "\nStopping; this first time it takes up to a minute. Please let it finish."
            : "\nStopping");
  }

  /**
   * Until the JVM is asked to end: then the shutdown hook of the child processes stops them all.
   */
  private static void stay() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
