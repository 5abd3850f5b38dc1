import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Gives an SBOM the fixed timestamp of the build, so that the same sources give the same bytes: the
 * generator writes the time of day and has no setting for it. Run as a single source file by the
 * Maven profile {@code supply-chain}.
 */
final class SteadySbom {

  private static final Pattern MOMENT = Pattern.compile("(\"timestamp\"\\s*:\\s*\")[^\"]*(\")");

  private SteadySbom() {}

  /**
   * Rewrites one file in place.
   *
   * @param arguments the SBOM, and the timestamp (RFC 3339)
   */
  public static void main(String[] arguments) throws IOException {
    Path sbom = Path.of(arguments[0]);
    String written = Files.readString(sbom);
    Files.writeString(sbom, MOMENT.matcher(written).replaceFirst("$1" + arguments[1] + "$2"));
  }
}
