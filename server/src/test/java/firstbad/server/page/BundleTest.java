package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleTest {

  @Test
  void eachModuleStandsOnceAfterThoseThatItImports() {
    Map<String, String> sources =
        Map.of(
            "main.js",
            """
            // What it does.
            import { one, two as mine } from "./a.js";
            import {
              three,
            } from "./b-c.js";

            await mine(one, three);
            """,
            "a.js",
            """
            import { three } from "./b-c.js";
            /** Says it. */
            export const one = three;
            export async function two() {
              // and no more
              return "import { of } a text";
            }
            """,
            "b-c.js",
            "export class three {}\n");
    assertThat(Bundle.of("main.js", sources::get))
        .isEqualTo(
            """
            const $b_c = (() => {
            class three {}
            return { three };
            })();
            const $a = (() => {
            const { three } = $b_c;
            const one = three;
            async function two() {
            return "import { of } a text";
            }
            return { one, two };
            })();
            const { one, two: mine } = $a;
            const { three, } = $b_c;

            await mine(one, three);
            """);
  }

  @Test
  void whatItDoesNotKnowIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Bundle.of("main.js", name -> "export let first = null;\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("main.js has a line that the bundle does not know: export let first = null;");
    assertThatThrownBy(() -> Bundle.of("main.js", name -> "import all from \"./a.js\";\n"))
        .hasMessageContaining("import all from");
    assertThatThrownBy(() -> Bundle.of("main.js", name -> "import { a } from \"./main.js\";\n"))
        .hasMessageContaining("imports itself");
  }
}
