package dev.drlab.lab.simulation.control;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a write did to its item; either side is empty where there was no item. */
record Change(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {}
