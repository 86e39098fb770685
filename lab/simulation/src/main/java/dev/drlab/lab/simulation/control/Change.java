package dev.drlab.lab.simulation.control;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The effect of a write on its item; either side is empty where there was no item. */
record Change(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {}
