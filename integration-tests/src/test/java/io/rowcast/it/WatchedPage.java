// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of an instance, open in a browser, and what is to hold of it. */
final class WatchedPage {
    /** All that has a name for those who do not see it: the label, or what stands for one. */
    private static final String UNNAMED =
            "return [...document.querySelectorAll('input, select, button, canvas, progress, summary, [role=img], [role=region]')]"
                    + ".filter(e => !e.closest('[hidden], [aria-hidden=true]') && !e.parentElement.closest('[role=img]')"
                    + " && !(e.labels && e.labels.length) && !e.getAttribute('aria-label')"
                    + " && !e.getAttribute('aria-labelledby')"
                    + " && !(/BUTTON|SUMMARY/.test(e.tagName) && e.textContent.trim())).map(e => e.outerHTML)";

    private final Browser browser;
    private final HttpApi api;
    private final JsonNode stats;

    /** @param stats what the API tells of the deployment */
    WatchedPage(Browser browser, HttpApi api, JsonNode stats) {
        this.browser = browser;
        this.api = api;
        this.stats = stats;
    }

    void giveToken() {
        Awaitility.await().until(() -> browser.find("#token-section").isDisplayed());
        // Chromium itself tells of every answer that is an error.
        assertThat(browser.messages()).allSatisfy(message -> assertThat(message).contains("401"));
        browser.find("#token").sendKeys(HttpApi.TOKEN);
        browser.find("#token-form button").click();
        Awaitility.await().until(() -> browser.text("#state").equals("running"));
        assertThat(browser.find("#token-section").isDisplayed()).isFalse();
    }

    void showsWhatTheApiTells() {
        for (String field : List.of("users", "items", "edges", "events", "unchanged", "dead_letters", "mappings")) {
            String expected = String.format(Locale.ROOT, "%,d", stats.get(field).asLong());
            assertThat(browser.text("[data-field=" + field + "]")).as(field).isEqualTo(expected);
        }
        String tiles = browser.text("#tiles");
        assertThat(tiles)
                .contains(
                        String.format(
                                Locale.ROOT, "%.3f", stats.get("inside_share").asDouble()),
                        "objective "
                                + String.format(
                                        Locale.ROOT,
                                        "%.3f",
                                        stats.get("objective").asDouble()),
                        stats.get("user_rows").asInt() + " + "
                                + stats.get("item_rows").asInt() + " of 60");
        Awaitility.await().until(() -> browser.text("#blocks-readout").contains("on the diagonal"));
        browser.find("#volumes-table summary").click();
        int rows = browser.all("#volumes-table tbody tr").stream()
                .map(row -> row.getText().split(" ", -1))
                .mapToInt(words -> Integer.parseInt(words[words.length - 2]))
                .sum();
        assertThat(rows).as("user rows in the table of volumes").isEqualTo(60);
        browser.find("#volumes-table summary").click();
    }

    void looksUp() {
        JsonNode user = api.get("/v1/users/u7", "Vertex").json();
        browser.find("#lookup-id").sendKeys("u7");
        browser.find("#lookup-form button").click();
        Awaitility.await()
                .until(() -> browser.text("#lookup-answer")
                        .contains("Row\n" + user.get("row").asInt()));
        WebElement kind = browser.find("#lookup-kind");
        kind.sendKeys("Row");
        browser.find("#lookup-id").clear();
        browser.find("#lookup-id").sendKeys(user.get("row").asText() + "\n");
        Awaitility.await().until(() -> browser.text("#lookup-answer").contains("Most connected items"));
    }

    void isAccessible(String when) {
        assertThat(browser.accessibilityProblems()).as(when).isEmpty();
    }

    /** Every control is reached with Tab in the order of the page, shows that it is, and does its work by keys. */
    void worksWithTheKeyboard() {
        browser.run("document.querySelector('.skip').focus()");
        List<String> reached = new ArrayList<>(List.of("skip"));
        for (int i = 0; i < 40; i++) {
            browser.press(Keys.TAB);
            String now = String.valueOf(browser.run("const e = document.activeElement;"
                    + "return e === document.body ? 'end'"
                    + " : (e.id || (e.className === 'skip' ? 'skip' : '')"
                    + " || (e.tagName === 'SUMMARY' ? 'summary ' + [...document.querySelectorAll('summary')].indexOf(e) : '')"
                    + " || e.getAttribute('href') || (e.closest('[id]') || e).id + ' ' + (e.ariaLabel || e.textContent.trim()))"
                    + " + (getComputedStyle(e).outlineStyle === 'none' ? ' without outline' : '')"));
            if (now.equals("end") || now.equals("skip")) {
                break;
            }
            reached.add(now);
        }
        assertThat(reached)
                .containsSubsequence("skip", "theme", "blocks", "lookup-kind", "lookup-id", "lookup-form Look up")
                .noneMatch(name -> name.endsWith("without outline"))
                .doesNotHaveDuplicates();
        browser.run("document.getElementById('blocks').focus()");
        String first = browser.text("#blocks-readout");
        browser.press(Keys.ARROW_RIGHT);
        browser.press(Keys.ARROW_DOWN);
        assertThat(browser.text("#blocks-readout")).isNotEqualTo(first);
        browser.press(Keys.ESCAPE);
        browser.run("document.querySelector('.skip').focus()");
        browser.press(Keys.ENTER);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("main");
    }

    void hasANameForEverything() {
        assertThat((List<?>) browser.run(UNNAMED)).isEmpty();
        assertThat(browser.all("main")).hasSize(1);
        assertThat(browser.all("h1")).hasSize(1);
        assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("en");
        assertThat((Long) browser.run("return document.querySelectorAll('*').length"))
                .isLessThan(1500L);
        assertThat((List<?>) browser.run("return [...document.querySelectorAll('[id]')].map(e => e.id)"))
                .doesNotHaveDuplicates();
    }
}
