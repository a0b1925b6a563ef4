package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.testing.Prerequisite;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real Chromium without a window, the one of the machine. What it complains of, a breach of the
 * content security policy among it, is asked for at the end of a test.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("patience", 300));

  /** As Debian installs it. Its command is a script that does not end what it has started. */
  private static final File HEADLESS = new File("/usr/lib/chromium/chromium-headless-shell");

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** The machine has to have it. */
  static void require() {
    Prerequisite.require(
        chromium().isPresent() && onPath("chromedriver").isPresent(),
        "The tests of the page need Debian's chromium-headless-shell or a chromium on the PATH, and"
            + " chromedriver (Debian: chromium-driver); there is none.");
  }

  /** Starts one. */
  static Browser started() {
    require();
    return started(chromium().orElseThrow());
  }

  /** Starts one that knows that a page behind another is not seen. */
  static Browser withTabs() {
    Optional<File> whole = onPath("chromium");
    Prerequisite.require(whole.isPresent(), "A page that nobody sees needs chromium on the PATH.");
    return started(whole.orElseThrow());
  }

  private static Browser started(File chromium) {
    LoggingPreferences log = new LoggingPreferences();
    log.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium);
    options.setAcceptInsecureCerts(true); // a test makes its own
    options.setCapability(ChromeOptions.LOGGING_PREFS, log);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--window-size=1280,900");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath("chromedriver").orElseThrow())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** The build without windows starts with a third of the CPU time, and draws the same. */
  private static Optional<File> chromium() {
    return Optional.of(HEADLESS).filter(File::canExecute).or(() -> onPath("chromium"));
  }

  private static Optional<File> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> new File(folder, program))
        .filter(File::canExecute)
        .findFirst();
  }

  /** Opens an address and waits until the view is there. */
  Browser open(String address) {
    driver.get(address);
    waitUntil("the view is there", "return !document.querySelector('main').ariaBusy");
    return this;
  }

  /** The first element that a CSS selector finds, as soon as there is one. */
  WebElement find(String selector) {
    return new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> "there is no " + selector + " in: " + textOf("body"))
        .until(browser -> browser.findElement(By.cssSelector(selector)));
  }

  /** How many elements a CSS selector finds now. */
  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  /** The text of all elements that a CSS selector finds now. */
  String textOf(String selector) {
    Object text =
        driver.executeScript(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('\\n')",
            selector);
    return String.valueOf(text);
  }

  /** Waits until an element shows a text. */
  void waitForText(String selector, String text) {
    new WebDriverWait(driver, PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .withMessage(() -> "no \"" + text + "\" in: " + textOf(selector))
        .until(browser -> textOf(selector).contains(text));
  }

  /** Waits until a script says true. */
  void waitUntil(String what, String script) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> "waited in vain until " + what + "; the page: " + textOf("body"))
        .until(browser -> Boolean.TRUE.equals(driver.executeScript(script)));
  }

  /** Makes the page's own code slower by this factor, as a busy machine would. */
  void slowDown(double factor) {
    driver.executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", factor));
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** How many pixels the page is wider than the screen. */
  long sticksOut() {
    Object pixels = script("return document.documentElement.scrollWidth - innerWidth");
    return ((Number) pixels).longValue();
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Moves the pointer onto the first element that a CSS selector finds. */
  void pointAt(String selector) {
    new WebDriverWait(driver, PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .until(
            browser -> {
              new Actions(browser).moveToElement(find(selector)).perform();
              return true;
            });
  }

  void pressTab() {
    press(Keys.TAB);
  }

  /** Opens an address in a tab of its own, so that the page before it is hidden. */
  void openBeside(String address) {
    driver.switchTo().newWindow(WindowType.TAB);
    driver.get(address);
  }

  /** Closes the tab that is looked at, and looks at the first one again. */
  void closeBeside() {
    driver.close();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }

  /** The cookies of this page, those that no script sees among them. */
  Set<Cookie> cookies() {
    return driver.manage().getCookies();
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  String title() {
    return String.valueOf(driver.getTitle());
  }

  void back() {
    driver.navigate().back();
  }

  /** Looks at the page as from a screen of this width, light or dark. */
  void look(int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Waits until what follows the size of the screen has been drawn again. */
  void drawn() {
    script(
        "return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() =>"
            + " setTimeout(drawn))))");
  }

  /** Keeps a picture of the whole page as build output. */
  void keepPicture(String name) {
    Number height = (Number) script("return document.documentElement.scrollHeight");
    Number width = (Number) script("return innerWidth");
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    Object picture =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
            .get("data");
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(
          SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the browser complained of since it was last asked. A server that is gone, that has not
   * what was asked for, or that says what is wrong with an address, is no complaint: the page says
   * so.
   */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .filter(message -> !message.contains("net::ERR_"))
        .filter(message -> !message.matches("(?s).*responded with a status of 40[04] .*"))
        .toList();
  }

  /** Nothing was refused by the policy, no script failed. */
  void requireNoComplaint() {
    assertThat(complaints()).isEmpty();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
