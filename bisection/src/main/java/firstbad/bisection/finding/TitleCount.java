package firstbad.bisection.finding;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.crash.CrashTypes;

/**
 * How often a crash title was seen.
 *
 * @param title at most {@link Caps#TITLE_BYTES} bytes; may be empty
 * @param type the crash type of the title, from {@link CrashTypes}
 * @param runs runs that crashed with this title
 */
public record TitleCount(String title, String type, int runs) {}
