/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package org.tenantapi.camel.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One test class in one environment, from the XML that Surefire and Failsafe write.
 *
 * @param passed what the table says if no test failed
 */
record TestReport(Environment environment, int tests, int failed, double seconds, String passed) {

    /** Null for a test that is not part of the matrix. */
    static TestReport of(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(stream);
            xml.nextTag();
            int tests = count(xml, "tests") - count(xml, "skipped");
            int failed = count(xml, "failures") + count(xml, "errors");
            double seconds = Double.parseDouble(xml.getAttributeValue(null, "time").replace(",", ""));
            Map<String, String> properties = properties(xml);
            if (!properties.containsKey("matrix.runtime")) {
                return null;
            }
            Environment environment = new Environment(
                    properties.get("matrix.runtime"), properties.get("matrix.camel"),
                    properties.getOrDefault("matrix.java", properties.get("java.version")));
            return new TestReport(environment, tests, failed, seconds, properties.getOrDefault("matrix.passed", "passed"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(file + " is not a report of tests: " + e.getMessage(), e);
        }
    }

    /** Whether Failsafe's summary of a run tells of failures, of a timeout, or of a process that died. */
    static boolean isSummaryOfFailure(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(stream);
            xml.nextTag();
            boolean failure = Boolean.parseBoolean(xml.getAttributeValue(null, "timeout"));
            while (!failure && xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT) {
                    failure = switch (xml.getLocalName()) {
                        case "errors", "failures" -> !xml.getElementText().strip().equals("0");
                        case "failureMessage" -> !xml.getElementText().isBlank();
                        default -> false;
                    };
                }
            }
            return failure;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(file + " is not a summary of tests: " + e.getMessage(), e);
        }
    }

    private static int count(XMLStreamReader xml, String attribute) {
        return Integer.parseInt(xml.getAttributeValue(null, attribute));
    }

    private static Map<String, String> properties(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> properties = new HashMap<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("property")) {
                properties.put(xml.getAttributeValue(null, "name"), xml.getAttributeValue(null, "value"));
            } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("properties")) {
                break;
            }
        }
        return properties;
    }
}
