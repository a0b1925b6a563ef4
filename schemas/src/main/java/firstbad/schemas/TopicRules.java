package firstbad.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a topic without which records would be lost, refused, dated wrong or not be read
 * by every client. What is not named here an operator may tune.
 */
public final class TopicRules {
  /** A topology that stood still over a night still finds all lines. */
  private static final Duration LEAST_RETENTION = Duration.ofDays(1);

  /** From as many replicas on, two of them must acknowledge. */
  public static final int SEVERAL_REPLICAS = 3;

  /** With these a broker keeps {@link Topic#COMPRESSION}, or packs nothing. */
  private static final List<String> FOR_EVERY_CLIENT =
      List.of("producer", Topic.COMPRESSION, "uncompressed");

  private TopicRules() {}

  /**
   * A setting that breaks a rule, and what mends it.
   *
   * @param is what it is
   * @param expected what would do, in words
   * @param mended the value that mends it
   */
  public record Broken(String setting, String is, String expected, String mended) {
    /** Whether nothing is lost by it, so that the topology may run. */
    boolean losesNothing() {
      return setting.equals(TopicConfig.COMPRESSION_TYPE_CONFIG);
    }

    /** What is wrong with a topic, as the first half of a sentence. */
    public String of(String topic) {
      return "The topic %s has %s=%s where %s is expected".formatted(topic, setting, is, expected);
    }

    /** The change that mends it. */
    public AlterConfigOp change() {
      return new AlterConfigOp(new ConfigEntry(setting, mended), AlterConfigOp.OpType.SET);
    }

    /** The change, for people. */
    public String told(String topic) {
      return "%s %s=%s, was %s".formatted(topic, setting, mended, is);
    }

    static Broken not(String setting, @Nullable String is, String expected) {
      return new Broken(setting, String.valueOf(is), expected, expected);
    }
  }

  /**
   * The settings that break a rule, by their names.
   *
   * @param replicas of each partition
   */
  static List<Broken> broken(Topic topic, Config actual, int replicas) {
    List<Broken> broken = broken(topic.configs(), actual, replicas);
    compression(topic, actual, broken);
    return broken;
  }

  /**
   * The same of a topic in which a topology keeps its state or sends on what it adds up.
   *
   * @param compacted whether it keeps the newest record of each key
   */
  public static List<Broken> brokenOfState(boolean compacted, Config actual, int replicas) {
    Map<String, String> expected = new TreeMap<>();
    expected.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
    expected.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    expected.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Limits.BATCH_BYTES));
    if (!compacted) {
      expected.put(TopicConfig.RETENTION_MS_CONFIG, "-1"); // Streams deletes what was read
    }
    return broken(expected, actual, replicas);
  }

  private static List<Broken> broken(Map<String, String> configs, Config actual, int replicas) {
    List<Broken> broken = new ArrayList<>();
    configs.forEach(
        (setting, expected) -> {
          String is = value(actual, setting);
          switch (setting) {
            case TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG -> {
              if (!expected.equals(is)) {
                broken.add(Broken.not(setting, is, expected));
              }
            }
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG -> {
              if (number(is) < Long.parseLong(expected)) {
                broken.add(Broken.not(setting, is, expected));
              }
            }
            case TopicConfig.RETENTION_MS_CONFIG -> {
              long least = LEAST_RETENTION.toMillis();
              if (number(is) >= 0 && number(is) < least) {
                broken.add(new Broken(setting, String.valueOf(is), "at least " + least, expected));
              }
            }
            default -> {}
          }
        });
    if (number(value(actual, TopicConfig.RETENTION_BYTES_CONFIG)) >= 0) {
      broken.add(
          Broken.not(
              TopicConfig.RETENTION_BYTES_CONFIG,
              value(actual, TopicConfig.RETENTION_BYTES_CONFIG),
              "-1"));
    }
    if (!expectsAppendTime(configs)) {
      oldTimes(actual, broken);
    }
    inSync(actual, replicas, broken);
    return broken;
  }

  private static boolean expectsAppendTime(Map<String, String> configs) {
    return "LogAppendTime".equals(configs.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
  }

  /** Findings have the time of their line, which may have waited for long. */
  private static void oldTimes(Config actual, List<Broken> broken) {
    String setting = TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG;
    String is = value(actual, setting);
    if (is != null && number(is) < Long.MAX_VALUE) {
      broken.add(Broken.not(setting, is, Long.toString(Long.MAX_VALUE)));
    }
  }

  /** A broker that packs records anew by another codec would keep clients from reading them. */
  private static void compression(Topic topic, Config actual, List<Broken> broken) {
    String setting = TopicConfig.COMPRESSION_TYPE_CONFIG;
    String is = value(actual, setting);
    if (topic.isForEveryClient() && is != null && !FOR_EVERY_CLIENT.contains(is)) {
      broken.add(new Broken(setting, is, String.join(" or ", FOR_EVERY_CLIENT), "producer"));
    }
  }

  /**
   * With three replicas, one of them alone must not acknowledge: it could die with what nobody else
   * has. And no more can be in sync than there are.
   */
  private static void inSync(Config actual, int replicas, List<Broken> broken) {
    String setting = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    String is = value(actual, setting);
    long inSync = number(is);
    if (replicas >= SEVERAL_REPLICAS && inSync == 1) {
      broken.add(Broken.not(setting, is, "2"));
    } else if (inSync > replicas) {
      broken.add(
          new Broken(
              setting,
              String.valueOf(is),
              "at most " + replicas + ", the number of replicas,",
              String.valueOf(Math.max(1, replicas - 1))));
    }
  }

  private static @Nullable String value(Config actual, String setting) {
    ConfigEntry entry = actual.get(setting);
    return entry == null ? null : entry.value();
  }

  /** -1 where there is none. */
  private static long number(@Nullable String value) {
    return value == null ? -1 : Long.parseLong(value);
  }
}
