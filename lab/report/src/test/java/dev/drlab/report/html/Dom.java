package dev.drlab.report.html;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Pages as trees. */
final class Dom {
    private Dom() {}

    /** The page as XML, which refuses whatever is not well-formed. */
    static Document parse(String html) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setExpandEntityReferences(false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(html)));
    }

    /** Every element, attribute and text below the node, in their order, one a line. */
    static List<String> lines(Node node) {
        List<String> lines = new ArrayList<>();
        add(node, lines);
        return lines;
    }

    private static void add(Node node, List<String> lines) {
        lines.add(node.getNodeName() + ": " + node.getNodeValue());
        NamedNodeMap attributes = node.getAttributes();
        for (int i = 0; attributes != null && i < attributes.getLength(); i++) {
            add(attributes.item(i), lines);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (node.getNodeType() != Node.ATTRIBUTE_NODE) {
                add(child, lines);
            }
        }
    }
}
