// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;

/** Keeps the encoded pages of one column of a row group, compressed, until the group is written. */
final class ParquetColumn implements PageWriter {
    private final PrimitiveType type;
    private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
    private final TreeSet<org.apache.parquet.format.Encoding> encodings = new TreeSet<>();
    private Statistics<?> statistics;
    private long values;
    private long uncompressedBytes;

    ParquetColumn(PrimitiveType type) {
        this.type = type;
        begin();
    }

    private void begin() {
        dictionary.reset();
        pages.reset();
        encodings.clear();
        statistics = Statistics.createStats(type);
        values = 0;
        uncompressedBytes = 0;
    }

    @Override
    @SuppressWarnings("deprecation") // There is no default for it yet.
    public void writePage(
            BytesInput bytes,
            int valueCount,
            Statistics<?> pageStatistics,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        writePage(bytes, valueCount, valueCount, pageStatistics, repetition, definition, encoding);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> pageStatistics,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        writePage(bytes, valueCount, rowCount, pageStatistics, null, null, repetition, definition, encoding);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> pageStatistics,
            SizeStatistics sizeStatistics,
            GeospatialStatistics geospatialStatistics,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        DataPageHeader header =
                new DataPageHeader(valueCount, format(encoding), format(definition), format(repetition));
        write(bytes, pages, new PageHeader().setType(PageType.DATA_PAGE).setData_page_header(header));
        statistics.mergeStatistics(pageStatistics);
        values += valueCount;
        encodings.add(format(encoding));
        encodings.add(format(definition));
        encodings.add(format(repetition));
    }

    @Override
    public void writePageV2(
            int rowCount,
            int nullCount,
            int valueCount,
            BytesInput repetitionLevels,
            BytesInput definitionLevels,
            Encoding encoding,
            BytesInput bytes,
            Statistics<?> pageStatistics) {
        throw new IllegalStateException("pages are of version 1");
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        DictionaryPageHeader header = new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding()));
        write(
                page.getBytes(),
                dictionary,
                new PageHeader().setType(PageType.DICTIONARY_PAGE).setDictionary_page_header(header));
        encodings.add(format(page.getEncoding()));
    }

    private void write(BytesInput bytes, ByteArrayOutputStream into, PageHeader header) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(plain);
        byte[] compressed = Zstd.compress(plain.toByteArray());
        header.setUncompressed_page_size(plain.size());
        header.setCompressed_page_size(compressed.length);
        int before = into.size();
        Util.writePageHeader(header, into);
        uncompressedBytes += into.size() - before + plain.size();
        into.write(compressed);
    }

    /**
     * Writes the column's part of the group, and begins with the next.
     *
     * @param position where in the file that is
     */
    ColumnChunk writeTo(OutputStream out, long position) throws IOException {
        dictionary.writeTo(out);
        pages.writeTo(out);
        ColumnMetaData data = new ColumnMetaData(
                Type.valueOf(typeName()),
                new ArrayList<>(encodings),
                List.of(type.getName()),
                CompressionCodec.ZSTD,
                values,
                uncompressedBytes,
                getMemSize(),
                position + dictionary.size());
        if (dictionary.size() > 0) {
            data.setDictionary_page_offset(position);
        }
        org.apache.parquet.format.Statistics told = new org.apache.parquet.format.Statistics();
        told.setNull_count(statistics.getNumNulls());
        if (statistics.hasNonNullValue()) {
            told.setMin_value(statistics.getMinBytes());
            told.setMax_value(statistics.getMaxBytes());
        }
        data.setStatistics(told);
        begin();
        return new ColumnChunk(0).setMeta_data(data);
    }

    /** The type as the format calls it. */
    String typeName() {
        return switch (type.getPrimitiveTypeName()) {
            case BINARY -> "BYTE_ARRAY";
            default -> type.getPrimitiveTypeName().name();
        };
    }

    /** Bytes of the part so far. */
    @Override
    public long getMemSize() {
        return (long) dictionary.size() + pages.size();
    }

    @Override
    public long allocatedSize() {
        return getMemSize();
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + " " + getMemSize() + " bytes";
    }

    private static org.apache.parquet.format.Encoding format(Encoding encoding) {
        return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }
}
