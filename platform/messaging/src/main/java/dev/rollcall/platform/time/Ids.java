package dev.rollcall.platform.time;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Makes ids: UUID version 7 (RFC 9562 §5.7), so that they sort by the time they were made. */
@ApplicationScoped
public class Ids {

  private final TimeBasedEpochRandomGenerator generator =
      Generators.timeBasedEpochRandomGenerator();

  /** A new id, never given before. */
  public UUID next() {
    return generator.generate();
  }
}
