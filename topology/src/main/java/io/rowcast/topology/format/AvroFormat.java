// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.serde.InvalidInteractionException;
import io.rowcast.topology.serde.SchemaFraming;
import io.rowcast.topology.serde.StrictJson;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigException;

/**
 * Avro behind the framing of a schema registry. The writer's schema comes from the registry by its id and is resolved against
 * {@code Interaction.avsc} (<a href="https://avro.apache.org/docs/1.12.0/specification/#schema-resolution">schema
 * resolution</a>), so a producer's own record does if its fields are called and typed like ours, among others.
 */
final class AvroFormat implements InteractionFormat {
    private static final Schema READER;

    static {
        // Else a record of ten bytes that says it holds a string of a gigabyte takes a gigabyte. Avro reads them once.
        for (String what : new String[] {"string.maxLength", "bytes.maxLength", "collectionItems.maxLength"}) {
            String limit = "org.apache.avro.limits." + what;
            System.setProperty(limit, System.getProperty(limit, Integer.toString(StrictJson.MAX_STRING_LENGTH)));
        }
        READER = schema();
    }

    /** A producer that makes up ids must not fill the memory. */
    private static final int MAX_SCHEMAS = 1000;

    private final Int2ObjectMap<GenericDatumReader<GenericRecord>> readers = new Int2ObjectOpenHashMap<>();
    private SchemaRegistry registry;
    private EventTime time;
    private OpWords words;

    @Override
    public void configure(Map<String, String> settings) {
        if (settings.getOrDefault(SchemaRegistry.URL_CONFIG, "").isEmpty()) {
            throw new ConfigException("interactions.format=avro needs " + SchemaRegistry.URL_CONFIG);
        }
        registry = new SchemaRegistry(settings);
        time = new EventTime(settings.getOrDefault(EventTime.UNIT_CONFIG, "ms"));
        words = new OpWords(settings);
    }

    @Override
    public void decode(EventRecord record, Consumer<Interaction> interactions) throws InvalidInteractionException {
        byte[] value = record.value();
        if (value == null) {
            throw new InvalidInteractionException("value: is null");
        }
        int id = SchemaFraming.idOf(value);
        if (id < 0) {
            throw new InvalidInteractionException("value: does not begin with a schema id");
        }
        GenericDatumReader<GenericRecord> reader = reader(id);
        GenericRecord event;
        try {
            event = reader.read(
                    null,
                    DecoderFactory.get()
                            .binaryDecoder(value, SchemaFraming.BYTES, value.length - SchemaFraming.BYTES, null));
        } catch (IOException | RuntimeException e) {
            throw new InvalidInteractionException(
                    "value: cannot be read by schema " + id + ": " + StrictJson.detail(e.toString()));
        }
        Object op = event.get("op");
        Optional<Op> operation = op == null ? Optional.of(Op.ADD) : words.of(op.toString());
        if (operation.isPresent()) {
            interactions.accept(new Interaction(
                    operation.get(),
                    text(event.get("user")),
                    text(event.get("item")),
                    event.get("weight") instanceof Double weight ? weight : 1,
                    event.get("timestamp") instanceof Long units ? time.number(units) : Interaction.NO_TIMESTAMP));
        }
    }

    private static String text(Object id) {
        return id == null ? null : id.toString();
    }

    private GenericDatumReader<GenericRecord> reader(int id) throws InvalidInteractionException {
        GenericDatumReader<GenericRecord> reader = readers.get(id);
        if (reader == null) {
            reader = new GenericDatumReader<>(parse(id, registry.avroSchema(id)), READER);
            if (readers.size() == MAX_SCHEMAS) {
                readers.clear();
            }
            readers.put(id, reader);
        }
        return reader;
    }

    private static Schema parse(int id, String text) throws InvalidInteractionException {
        try {
            return new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw new InvalidInteractionException(
                    "value: schema " + id + " cannot be used: " + StrictJson.detail(e.getMessage()));
        }
    }

    private static Schema schema() {
        try (InputStream in = AvroFormat.class.getResourceAsStream("/schemas/Interaction.avsc")) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
