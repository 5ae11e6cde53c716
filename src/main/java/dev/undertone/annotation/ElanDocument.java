package dev.undertone.annotation;

import dev.undertone.annotation.Tiers.Interval;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * ELAN's annotation format 3.0 (EAFv3.0.xsd, Max Planck Institute for Psycholinguistics): two time slots in milliseconds and
 * one alignable annotation per segment, one tier per voice. No media file is linked, since its name is not known.
 */
final class ElanDocument extends TierWriter {

    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd";
    private static final String TYPE = "default-lt";

    /** The document has to bear a date; a fixed one keeps equal timelines equal. */
    private static final String DATE = "1970-01-01T00:00:00Z";

    private final OutputStream output;

    ElanDocument(OutputStream output) {
        this.output = output;
    }

    @Override
    void write(Tiers all, double durationSeconds) throws IOException {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newInstance().createXMLStreamWriter(output, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            write(xml, all.byName());
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException failure
                    ? failure
                    : new IOException(e);
        }
    }

    private static void write(XMLStreamWriter xml, Map<String, List<Interval>> tiers)
            throws XMLStreamException {
        xml.writeStartElement("ANNOTATION_DOCUMENT");
        xml.writeNamespace("xsi", SCHEMA_INSTANCE);
        xml.writeAttribute("xsi", SCHEMA_INSTANCE, "noNamespaceSchemaLocation", SCHEMA);
        attributes(xml, "AUTHOR", "", "DATE", DATE, "FORMAT", "3.0", "VERSION", "3.0");
        xml.writeEmptyElement("HEADER");
        attributes(xml, "MEDIA_FILE", "", "TIME_UNITS", "milliseconds");
        writeTimes(xml, tiers);
        int slot = 0;
        int annotation = 0;
        for (Map.Entry<String, List<Interval>> tier : tiers.entrySet()) {
            xml.writeStartElement("TIER");
            attributes(xml, "LINGUISTIC_TYPE_REF", TYPE, "TIER_ID", tier.getKey());
            for (Interval interval : tier.getValue()) {
                xml.writeStartElement("ANNOTATION");
                xml.writeStartElement("ALIGNABLE_ANNOTATION");
                attributes(xml, "ANNOTATION_ID", "a" + ++annotation);
                attributes(xml, "TIME_SLOT_REF1", "ts" + ++slot, "TIME_SLOT_REF2", "ts" + ++slot);
                xml.writeStartElement("ANNOTATION_VALUE");
                xml.writeCharacters(interval.text());
                xml.writeEndElement();
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEmptyElement("LINGUISTIC_TYPE");
        attributes(
                xml,
                "GRAPHIC_REFERENCES",
                "false",
                "LINGUISTIC_TYPE_ID",
                TYPE,
                "TIME_ALIGNABLE",
                "true");
        xml.writeEndElement();
    }

    private static void writeTimes(XMLStreamWriter xml, Map<String, List<Interval>> tiers)
            throws XMLStreamException {
        xml.writeStartElement("TIME_ORDER");
        int slot = 0;
        for (List<Interval> tier : tiers.values()) {
            for (Interval interval : tier) {
                for (double seconds :
                        new double[] {interval.startSeconds(), interval.endSeconds()}) {
                    xml.writeEmptyElement("TIME_SLOT");
                    attributes(
                            xml,
                            "TIME_SLOT_ID",
                            "ts" + ++slot,
                            "TIME_VALUE",
                            Long.toString(Math.round(seconds * 1000)));
                }
            }
        }
        xml.writeEndElement();
    }

    private static void attributes(XMLStreamWriter xml, String... namesAndValues)
            throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            xml.writeAttribute(namesAndValues[i], namesAndValues[i + 1]);
        }
    }
}
