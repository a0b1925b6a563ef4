/**
 * How good a judgement of bisections is, measured on known answers: ranking, calibration, rights
 * per level, alarms, blame, and the fit of the weights. Pure and deterministic, as trust itself.
 */
@NullMarked
package firstbad.bisection.trust.measure;

import org.jspecify.annotations.NullMarked;
