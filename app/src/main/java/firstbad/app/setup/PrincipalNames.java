package firstbad.app.setup;

import firstbad.schemas.Principal;
import java.util.ArrayList;
import java.util.Arrays;

/** The principals as {@code doctor --acls} takes them. */
final class PrincipalNames extends ArrayList<String> {
  private static final long serialVersionUID = 1L;

  PrincipalNames() {
    super(Arrays.stream(Principal.values()).map(Principal::title).toList());
  }
}
