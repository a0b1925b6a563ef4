package firstbad.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a variant runs.
 *
 * @param stateFolder its own, empty
 * @param commitEvery how often it commits; firstbad decides that itself
 */
record VariantPlace(
    BenchKafka cluster, String applicationId, Path stateFolder, Duration commitEvery) {}
