// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Chromium without a window, which must reach nothing but the instance. */
final class Browser implements AutoCloseable {
    private final ChromeDriver driver;

    Browser(Path chromium) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(
                                chromium.resolveSibling("chromedriver").toFile())
                        .build(),
                options);
        driver.manage().timeouts().implicitlyWait(Duration.ZERO);
    }

    void open(String url) {
        driver.get(url);
    }

    /** Has pages be this wide and high, in CSS pixels, in a light or dark theme. */
    void show(int width, int height, String theme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    String text(String css) {
        return find(css).getText();
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    /** What axe-core finds wrong with the page as it is now, by the rules of WCAG 2.2 AA and its own best practices. */
    List<String> accessibilityProblems() {
        try (InputStream script = ChromeDriver.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object found = driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "axe.run().then(found => done(found.violations.flatMap(rule => rule.nodes.map(node => rule.id + ': '"
                        + " + node.failureSummary.replace(/\\s+/g, ' ') + ' ' + node.html))), failure => done([String(failure)]))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** Presses a key where the focus is. */
    void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** What the browser has said since it was asked last, be it an error or not. */
    List<String> messages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** Keeps a picture of the whole page. */
    void screenshot(Path file) {
        // Charts take the size of the new layout in the frame after it.
        driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))");
        Object height = driver.executeScript("return document.documentElement.scrollHeight");
        Object width = driver.executeScript("return document.documentElement.clientWidth");
        Object picture = driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of(
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)))
                .get("data");
        byte[] png = OutputType.BYTES.convertFromBase64Png(String.valueOf(picture));
        assertThat(png.length).isGreaterThan(10_000);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
