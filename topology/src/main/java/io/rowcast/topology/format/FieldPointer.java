// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.common.config.ConfigException;

/**
 * A place in a JSON document, as in RFC 6901. As an extension one part may be {@code *}, which stands for every element of
 * an array; a field that is really called so cannot be pointed at.
 *
 * @param text as it was given
 * @param whole the place, or that of the array
 * @param rest the place within an element, or {@code null} where there is no {@code *}
 */
record FieldPointer(String text, JsonPointer whole, JsonPointer rest) {
    private static final String EACH = "/*";

    /**
     * @param key the setting, for errors
     * @param text the pointer; empty for a field that there is not
     * @return {@code null} for an empty one
     */
    static FieldPointer of(String key, String text) {
        if (text.isEmpty()) {
            return null;
        }
        int each = (text + "/").indexOf(EACH + "/");
        if (each < 0) {
            return new FieldPointer(text, compile(key, text, text), null);
        }
        String rest = text.substring(each + EACH.length());
        if ((rest + "/").contains(EACH + "/")) {
            throw new ConfigException(key, text, "has more than one *");
        }
        return new FieldPointer(text, compile(key, text, text.substring(0, each)), compile(key, text, rest));
    }

    private static JsonPointer compile(String key, String text, String part) {
        if (!text.startsWith("/")) {
            throw new ConfigException(key, text, "is not a JSON pointer (RFC 6901): it must begin with /");
        }
        return JsonPointer.compile(part);
    }

    /** Whether it leads through the elements of an array. */
    boolean each() {
        return rest != null;
    }

    /** Whether it leads through the elements of the same array. */
    boolean sharesArray(FieldPointer other) {
        return other != null && other.each() && each() && other.whole.equals(whole);
    }

    /**
     * What is there; a missing node if nothing is.
     *
     * @param element the element of the array that is looked at, if it leads through one
     */
    JsonNode in(JsonNode document, JsonNode element) {
        return each() ? element.at(rest) : document.at(whole);
    }
}
