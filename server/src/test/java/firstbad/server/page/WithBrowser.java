package firstbad.server.page;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test, or all of a class, a browser of its own, which is closed after it. */
final class WithBrowser implements BeforeAllCallback, ParameterResolver {

  /** Where there is none, the tests are skipped; a parameter not given would be an error. */
  @Override
  public void beforeAll(ExtensionContext context) {
    Browser.require();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(Namespace.create(WithBrowser.class))
        .computeIfAbsent(Browser.class, type -> Browser.started(), Browser.class);
  }
}
