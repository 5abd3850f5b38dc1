package dev.rollcall.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import dev.rollcall.local.story.Story.Joined;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * The story of the demo: sign up, invite, join, seat, number, and all of it back; and an invitation
 * for whoever watches.
 */
final class Demo {

  private static final String PASSWORD = "correct horse battery staple";
  private static final int SIGN_UP_LICENSES = 3;

  private final Story story;
  private final Console console;
  private final URI gateway;
  private final String suffix;

  Demo(LocalStack stack, Console console) {
    this.story = new Story(stack.gatewayUrl(), stack.mailboxUrl(), console);
    this.console = console;
    this.gateway = stack.gatewayUrl();
    this.suffix = stack.resumed() ? "-" + now() : "";
  }

  /** Tells it; answers the link of an invitation that nobody has used. */
  URI tell() {
    console.say("\nSign up");
    Api ada = story.signIn("ada@acme.test", "rollcall-demo");
    String acme = story.foundCompany(ada, "Acme");
    String office = story.headOffice(ada, acme);
    story.licenses(ada, acme, SIGN_UP_LICENSES);

    console.say("\nInvite and join");
    String bobsEmail = "bob%s@acme.test".formatted(suffix);
    story.invite(ada, acme, "Bob", "Stone", bobsEmail);
    Joined bob = story.join(story.mailedToken(bobsEmail), PASSWORD);
    Api bobSignedIn = story.signInByLink(bob.signInUrl());
    story.activeUser(ada, acme, bob.userId());
    JsonNode seat = story.assignedSeat(ada, acme, bob.userId());
    story.listedUser(ada, acme, bob.userId());
    story.me(bobSignedIn);

    console.say("\nA number");
    String number = story.availableNumber(ada, acme, "415");
    String hold = story.hold(ada, acme, number);
    story.buy(ada, acme, hold, office, number);
    story.assign(ada, acme, number, bob.userId());
    story.licenseSummary(ada, acme);
    story.charges(ada, acme);

    console.say("\nAnd back");
    story.deleteUser(ada, acme, bob.userId());
    story.freeSeat(ada, acme, seat.path("id").asText());
    story.reservedNumber(ada, acme, number);

    console.say("\nFor you");
    String carolsEmail = "carol%s@acme.test".formatted(suffix);
    story.invite(ada, acme, "Carol", "Reed", carolsEmail);
    return gateway.resolve("/join#token=" + story.mailedToken(carolsEmail));
  }

  /** People of an earlier demo are still there: everybody gets an address of their own. */
  private static String now() {
    return LocalDateTime.now(ZoneId.systemDefault())
        .format(DateTimeFormatter.ofPattern("MMdd-HHmmss"));
  }
}
