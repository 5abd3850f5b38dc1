package dev.rollcall.platform.web.telemetry;

import io.quarkus.logging.LoggingFilter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/** Masks secrets in every log record, its message and the messages of its exceptions. */
@LoggingFilter(name = "secrets")
public final class SecretFilter implements Filter {

  /** Fills the parameters in, in whatever style the record has them. */
  private static final ExtFormatter MESSAGES =
      new ExtFormatter() {
        @Override
        public String format(ExtLogRecord record) {
          return formatMessage(record);
        }
      };

  @Override
  public boolean isLoggable(LogRecord record) {
    maskMessage(record);
    maskThrown(record);
    return true;
  }

  private static void maskMessage(LogRecord record) {
    if (record.getMessage() == null) {
      return;
    }
    String text = MESSAGES.formatMessage(record);
    String masked = SecretMask.mask(text);
    if (!masked.equals(text)) {
      replace(record, masked);
    }
  }

  private static void replace(LogRecord record, String masked) {
    if (record instanceof ExtLogRecord extended) {
      extended.setMessage(masked, ExtLogRecord.FormatStyle.NO_FORMAT);
    } else {
      record.setMessage(masked.replace("{", "'{'"));
    }
    record.setParameters(new Object[0]);
  }

  private static void maskThrown(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown != null && hasSecret(thrown, Collections.newSetFromMap(new IdentityHashMap<>()))) {
      record.setThrown(masked(thrown, 0));
    }
  }

  private static boolean hasSecret(@Nullable Throwable thrown, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return false;
    }
    String text = thrown.toString();
    return !SecretMask.mask(text).equals(text) || hasSecret(thrown.getCause(), seen);
  }

  private static Throwable masked(Throwable thrown, int depth) {
    Throwable cause = thrown.getCause();
    var copy =
        new Masked(
            SecretMask.mask(thrown.toString()),
            cause == null || depth > 20 ? null : masked(cause, depth + 1));
    copy.setStackTrace(thrown.getStackTrace());
    return copy;
  }

  /** Stands in a log for an exception whose message had a secret. */
  private static final class Masked extends Exception {

    private static final long serialVersionUID = 1L;

    Masked(String text, @Nullable Throwable cause) {
      super(text, cause, false, true);
    }
  }
}
