// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Writes flat columns to a Parquet file: pages of version 1, compressed with zstd. Columns are encoded, and the structures of
 * the format written, by parquet-java; what its own writer does beyond that needs Hadoop.
 */
final class ParquetFile implements AutoCloseable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 1;
    /** At most some 30 MB of pages wait for the end of their group. */
    private static final long GROUP_ROWS = 1 << 20;

    private final OutputStream out;
    private final MessageType schema;
    private final List<ParquetColumn> columns;
    private final Pages pages = new Pages();
    private final ParquetProperties properties;
    private final List<RowGroup> groups = new ArrayList<>();

    private ColumnWriteStore store;
    private long position;
    private long groupRows;
    private long rows;

    /** Where the encoders put their pages. */
    private final class Pages implements PageWriteStore {
        @Override
        public PageWriter getPageWriter(ColumnDescriptor column) {
            return columns.get(schema.getFieldIndex(column.getPath()[0]));
        }
    }

    /**
     * Begins a file.
     *
     * @param out closed with this
     * @param schema of required and optional primitive fields
     * @param distinct fields that hardly repeat a value, so that no dictionary is tried
     */
    ParquetFile(OutputStream out, MessageType schema, List<String> distinct) throws IOException {
        this.out = out;
        this.schema = schema;
        this.columns = IntStream.range(0, schema.getFieldCount())
                .mapToObj(field -> new ParquetColumn(schema.getType(field).asPrimitiveType()))
                .toList();
        ParquetProperties.Builder builder =
                ParquetProperties.builder().withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0);
        distinct.forEach(field -> builder.withDictionaryEncoding(field, false));
        this.properties = builder.build();
        write(MAGIC);
        begin();
    }

    /** Writes the next value of a field. */
    void put(int field, long value) {
        writer(field).write(value, 0, schema.getMaxDefinitionLevel(schema.getFieldName(field)));
    }

    /** Writes the next value of a field. */
    void put(int field, int value) {
        writer(field).write(value, 0, schema.getMaxDefinitionLevel(schema.getFieldName(field)));
    }

    /** Writes the next value of a field. */
    void put(int field, String value) {
        writer(field).write(Binary.fromString(value), 0, schema.getMaxDefinitionLevel(schema.getFieldName(field)));
    }

    /** Leaves the next value of an optional field out. */
    void putNothing(int field) {
        writer(field).writeNull(0, 0);
    }

    /** Ends a row that has got a value, or none, for each field. */
    void endRow() throws IOException {
        store.endRecord();
        groupRows++;
        if (groupRows == GROUP_ROWS) {
            endGroup();
            begin();
        }
    }

    /** Ends the file. */
    void complete() throws IOException {
        if (groupRows > 0) {
            endGroup();
        }
        FileMetaData footer = new FileMetaData(FORMAT_VERSION, elements(), rows, groups);
        footer.setCreated_by("rowcast");
        footer.setColumn_orders(Collections.nCopies(columns.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        out.write(bytes.toByteArray());
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.size())
                .array());
        out.write(MAGIC);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        store.close();
        out.close();
    }

    private ColumnWriter writer(int field) {
        return store.getColumnWriter(schema.getColumns().get(field));
    }

    private void begin() {
        store = new ColumnWriteStoreV1(schema, pages, properties);
        groupRows = 0;
    }

    private void endGroup() throws IOException {
        store.flush();
        store.close();
        List<ColumnChunk> chunks = new ArrayList<>();
        long start = position;
        long uncompressed = 0;
        for (ParquetColumn column : columns) {
            long bytes = column.getMemSize();
            ColumnChunk chunk = column.writeTo(out, position);
            position += bytes;
            uncompressed += chunk.getMeta_data().getTotal_uncompressed_size();
            chunks.add(chunk);
        }
        groups.add(new RowGroup(chunks, uncompressed, groupRows)
                .setFile_offset(start)
                .setTotal_compressed_size(position - start));
        rows += groupRows;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private List<SchemaElement> elements() {
        List<SchemaElement> elements = new ArrayList<>();
        elements.add(new SchemaElement(schema.getName()).setNum_children(columns.size()));
        for (int field = 0; field < columns.size(); field++) {
            org.apache.parquet.schema.Type type = schema.getType(field);
            SchemaElement element = new SchemaElement(type.getName())
                    .setType(Type.valueOf(columns.get(field).typeName()))
                    .setRepetition_type(
                            type.isRepetition(Repetition.REQUIRED)
                                    ? FieldRepetitionType.REQUIRED
                                    : FieldRepetitionType.OPTIONAL);
            if (LogicalTypeAnnotation.stringType().equals(type.getLogicalTypeAnnotation())) {
                element.setConverted_type(ConvertedType.UTF8);
                element.setLogicalType(LogicalType.STRING(new StringType()));
            }
            elements.add(element);
        }
        return elements;
    }
}
