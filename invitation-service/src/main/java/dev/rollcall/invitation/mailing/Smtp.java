package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.bouncing.SmtpReply;
import dev.rollcall.invitation.bouncing.SmtpReply.Stage;
import dev.rollcall.invitation.configuration.InvitationConfig;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Hands mails to the mail server, by the settings of Quarkus' mailer ({@code quarkus.mailer.*}).
 * Its own client has no read timeout and can't be given one: a server that falls silent would hold
 * a connection of the pool for good, and whoever gives up waiting doesn't end the dialogue, so that
 * the mail is sent twice. This one ends a dialogue in which the server is silent for too long, and
 * answers only when the dialogue has ended.
 */
@ApplicationScoped
class Smtp {

  private final MailClient client;
  private final Optional<String> from;
  private final int connections;

  Smtp(
      Vertx vertx,
      MailersRuntimeConfig mailers,
      TlsConfigurationRegistry tls,
      InvitationConfig config) {
    MailerRuntimeConfig mailer = Objects.requireNonNull(mailers.mailers().get("<default>"));
    Optional<TlsConfiguration> certificates =
        mailer.tlsConfigurationName().map(name -> named(tls, name));
    this.client = MailClient.create(vertx, settings(mailer, certificates, config.mailTimeout()));
    this.from = mailer.from();
    this.connections = mailer.maxPoolSize();
  }

  /** How many mails can be under way at a time: {@code quarkus.mailer.max-pool-size}. */
  int connections() {
    return connections;
  }

  void close(@Observes ShutdownEvent event) {
    client.close();
  }

  /** Completes when the server has taken the mail; fails with its reply, or without one. */
  Uni<Void> send(Mail mail) {
    return Uni.createFrom()
        .completionStage(() -> client.sendMail(message(mail)).toCompletionStage())
        .replaceWithVoid();
  }

  /** What the server said, and to what: the client tells that in words only. */
  static SmtpReply reply(SMTPException refusal) {
    return new SmtpReply(
        stage(String.valueOf(refusal.getMessage())),
        refusal.getReplyCode(),
        String.valueOf(refusal.getReplyMessage()));
  }

  private static Stage stage(String message) {
    if (message.startsWith("recipient address")) {
      return Stage.RECIPIENT;
    }
    return message.startsWith("DATA command") || message.startsWith("sending data")
        ? Stage.DATA
        : Stage.OTHER;
  }

  private MailMessage message(Mail mail) {
    MailMessage message = new MailMessage();
    message.setFrom(from.orElse(mail.getFrom()));
    message.setTo(mail.getTo());
    message.setSubject(mail.getSubject());
    message.setText(mail.getText());
    message.setHtml(mail.getHtml());
    message.setBounceAddress(mail.getBounceAddress());
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    mail.getHeaders().forEach(headers::add);
    return message.setHeaders(headers);
  }

  private static MailConfig settings(
      MailerRuntimeConfig mailer, Optional<TlsConfiguration> certificates, Duration silence) {
    MailConfig settings =
        new MailConfig(mailer.host())
            .setStarttls(StartTLSOptions.valueOf(upper(mailer.startTLS())))
            .setLogin(LoginOption.valueOf(upper(mailer.login())))
            .setMaxPoolSize(mailer.maxPoolSize())
            .setKeepAlive(mailer.keepAlive())
            .setDisableEsmtp(mailer.disableEsmtp())
            .setPipelining(mailer.pipelining())
            .setKeepAliveTimeout((int) mailer.keepAliveTimeout().toSeconds())
            .setKeepAliveTimeoutUnit(TimeUnit.SECONDS)
            .setIdleTimeout((int) silence.toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    mailer.port().ifPresent(settings::setPort);
    mailer.username().ifPresent(settings::setUsername);
    mailer.password().ifPresent(settings::setPassword);
    mailer.authMethods().ifPresent(settings::setAuthMethods);
    mailer.ownHostName().ifPresent(settings::setOwnHostname);
    certificates.ifPresent(tls -> TlsConfigUtils.configure(settings, tls));
    return settings.setSsl(mailer.tls().orElse(certificates.isPresent()));
  }

  private static TlsConfiguration named(TlsConfigurationRegistry tls, String name) {
    return tls.get(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "quarkus.mailer.tls-configuration-name: there is no quarkus.tls." + name));
  }

  private static String upper(String setting) {
    return setting.toUpperCase(Locale.ROOT);
  }
}
