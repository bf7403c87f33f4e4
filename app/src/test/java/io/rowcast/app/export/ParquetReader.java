// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Reads Parquet files of flat columns by their footer, with the decoders of parquet-java. */
final class ParquetReader {
    private final byte[] file;
    private final MessageType schema;
    private final Map<String, List<Object>> columns = new LinkedHashMap<>();

    private ParquetReader(byte[] file, MessageType schema) {
        this.file = file;
        this.schema = schema;
    }

    /** The values of each column in order, {@code null} where there is none. */
    static Map<String, List<Object>> read(Path path, MessageType schema) throws IOException {
        ParquetReader reader = new ParquetReader(Files.readAllBytes(path), schema);
        reader.read();
        return reader.columns;
    }

    private void read() throws IOException {
        assertThat(text(0)).isEqualTo("PAR1");
        assertThat(text(file.length - 4)).isEqualTo("PAR1");
        int footerBytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
        int footerAt = file.length - 8 - footerBytes;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, footerAt, footerBytes));
        assertThat(footer.getSchema()).hasSize(schema.getFieldCount() + 1);
        long rows = 0;
        long position = 4;
        for (RowGroup group : footer.getRow_groups()) {
            for (int field = 0; field < schema.getFieldCount(); field++) {
                ColumnMetaData data = group.getColumns().get(field).getMeta_data();
                assertThat(footer.getSchema().get(field + 1).getName()).isEqualTo(schema.getFieldName(field));
                long start = data.isSetDictionary_page_offset()
                        ? data.getDictionary_page_offset()
                        : data.getData_page_offset();
                assertThat(start).as("no gap before a column").isEqualTo(position);
                position += data.getTotal_compressed_size();
                List<Object> values = columns.computeIfAbsent(schema.getFieldName(field), name -> new ArrayList<>());
                int before = values.size();
                read(data, schema.getColumns().get(field), (int) start, group.getNum_rows(), values);
                List<Object> part = values.subList(before, values.size());
                assertThat(data.getStatistics().getNull_count())
                        .isEqualTo(part.stream().filter(value -> value == null).count());
            }
            rows += group.getNum_rows();
        }
        assertThat(position).as("no gap before the footer").isEqualTo(footerAt);
        assertThat(footer.getNum_rows()).isEqualTo(rows);
    }

    private void read(ColumnMetaData data, ColumnDescriptor column, int start, long rows, List<Object> values)
            throws IOException {
        List<DataPage> pages = new ArrayList<>();
        DictionaryPage dictionary = null;
        int at = start;
        while (at < start + data.getTotal_compressed_size()) {
            ByteArrayInputStream in = new ByteArrayInputStream(file, at, file.length - at);
            PageHeader header = Util.readPageHeader(in);
            int bytesAt = file.length - in.available();
            at = bytesAt + header.getCompressed_page_size();
            BytesInput bytes = BytesInput.from(
                    Zstd.decompress(Arrays.copyOfRange(file, bytesAt, at), header.getUncompressed_page_size()));
            if (header.isSetDictionary_page_header()) {
                assertThat(pages).as("a dictionary comes first").isEmpty();
                dictionary = new DictionaryPage(
                        bytes,
                        header.getDictionary_page_header().getNum_values(),
                        encoding(header.getDictionary_page_header().getEncoding()));
            } else {
                if (pages.isEmpty()) {
                    assertThat(data.getData_page_offset()).isEqualTo(header(bytesAt, header));
                }
                pages.add(new DataPageV1(
                        bytes,
                        header.getData_page_header().getNum_values(),
                        header.getUncompressed_page_size(),
                        Statistics.createStats(column.getPrimitiveType()),
                        encoding(header.getData_page_header().getRepetition_level_encoding()),
                        encoding(header.getData_page_header().getDefinition_level_encoding()),
                        encoding(header.getData_page_header().getEncoding())));
            }
        }
        decode(column, new Pages(pages, dictionary), rows, values);
    }

    /** Where the header of a page began. */
    private static long header(int bytesAt, PageHeader header) throws IOException {
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        Util.writePageHeader(header, again);
        return (long) bytesAt - again.size();
    }

    private void decode(ColumnDescriptor column, Pages pages, long rows, List<Object> values) {
        PageReadStore store = new PageReadStore() {
            @Override
            public PageReader getPageReader(ColumnDescriptor descriptor) {
                return pages;
            }

            @Override
            public long getRowCount() {
                return rows;
            }
        };
        ColumnReader reader = new ColumnReadStoreImpl(store, new Ignored(), schema, null).getColumnReader(column);
        for (long row = 0; row < rows; row++) {
            if (reader.getCurrentDefinitionLevel() < column.getMaxDefinitionLevel()) {
                values.add(null);
            } else {
                PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
                values.add(
                        type == PrimitiveTypeName.INT64
                                ? (Object) reader.getLong()
                                : type == PrimitiveTypeName.INT32
                                        ? (Object) reader.getInteger()
                                        : reader.getBinary().toStringUsingUTF8());
            }
            reader.consume();
        }
    }

    private String text(int at) {
        return new String(file, at, 4, StandardCharsets.US_ASCII);
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }

    /** The pages of a column. */
    private static final class Pages implements PageReader {
        private final List<DataPage> pages;
        private final DictionaryPage dictionary;
        private int next;

        Pages(List<DataPage> pages, DictionaryPage dictionary) {
            this.pages = pages;
            this.dictionary = dictionary;
        }

        @Override
        public DictionaryPage readDictionaryPage() {
            return dictionary;
        }

        @Override
        public long getTotalValueCount() {
            return pages.stream().mapToLong(DataPage::getValueCount).sum();
        }

        @Override
        public DataPage readPage() {
            return next < pages.size() ? pages.get(next++) : null;
        }
    }

    /** Takes what decoders hand on besides. */
    private static final class Ignored extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {
                @Override
                public void addBinary(Binary value) {}

                @Override
                public void addInt(int value) {}

                @Override
                public void addLong(long value) {}
            };
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
