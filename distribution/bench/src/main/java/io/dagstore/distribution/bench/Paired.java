package io.dagstore.distribution.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs two commands in turns and prints the spread of one of their figures and the ratio. */
@Command(
    name = "paired",
    description = {
      "Runs our command and a peer's in turns (A B A B A B) and compares one figure of theirs.",
      "Example: dagstore bench paired --ours './dagstore bench scan F.car' --peer 'carpeer scan --in F.car'"
    })
final class Paired implements Callable<Integer> {
  private static final String WALL = "wall";

  @Option(names = "--ours", required = true, paramLabel = "COMMAND", description = "for the shell")
  private String ours = "";

  @Option(names = "--peer", required = true, paramLabel = "COMMAND", description = "for the shell")
  private String peer = "";

  @Option(
      names = "--field",
      defaultValue = "per_second",
      description =
          "the figure to compare: per_second (default), seconds, p50_us, …; or wall, the wall time of"
              + " the whole process, for programs that print no figures")
  private String field = "";

  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--where",
      paramLabel = "FIELD=VALUE",
      description = "of several lines take the first that has it; lines without FIELD match")
  private Map<String, String> where = Map.of();

  @Option(names = "--rounds", defaultValue = "3", description = "runs of each (default 3)")
  private int rounds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    double[] mine = new double[rounds];
    double[] theirs = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      mine[round] = figure(ours);
      theirs[round] = figure(peer);
    }
    Arrays.sort(mine);
    Arrays.sort(theirs);
    var out = Objects.requireNonNull(command, "set by picocli").commandLine().getOut();
    out.printf(
        "{\"work\":\"paired\",\"field\":\"%s\",\"rounds\":%d,%s,%s,\"ratio\":%.3f}%n",
        field, rounds, spread("ours", mine), spread("peer", theirs), ratio(mine, theirs));
    out.flush();
    return 0;
  }

  /** How many times better ours is: durations count the other way round. */
  private double ratio(double[] mine, double[] theirs) {
    double ratio = median(mine) / median(theirs);
    boolean duration = field.equals(WALL) || field.endsWith("seconds") || field.endsWith("_us");
    return duration ? 1 / ratio : ratio;
  }

  private static String spread(String who, double[] sorted) {
    return "\"%1$s_min\":%2$s,\"%1$s_median\":%3$s,\"%1$s_max\":%4$s"
        .formatted(who, sorted[0], median(sorted), sorted[sorted.length - 1]);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double figure(String command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var process =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new ArrayList<>();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
    int status = process.waitFor();
    double wall = (System.nanoTime() - start) / 1e9;
    if (status != 0) {
      throw new IOException("exit status " + status + " of: " + command);
    }
    lines.forEach(System.err::println);
    return field.equals(WALL) ? wall : pick(lines, command);
  }

  private double pick(List<String> lines, String command) throws IOException {
    for (String line : lines) {
      String value = value(line, field);
      if (!value.isEmpty() && where.entrySet().stream().allMatch(each -> holds(line, each))) {
        return Double.parseDouble(value);
      }
    }
    throw new IOException("no line with field " + field + " " + where + " from: " + command);
  }

  private static boolean holds(String line, Map.Entry<String, String> wanted) {
    String value = value(line, wanted.getKey());
    return value.isEmpty() || value.equals(wanted.getValue());
  }

  /** The value of a field of a flat JSON object, empty when it has none of that name. */
  static String value(String line, String name) {
    var matcher = Pattern.compile('"' + Pattern.quote(name) + "\":\"?([^,}\"]*)").matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }
}
