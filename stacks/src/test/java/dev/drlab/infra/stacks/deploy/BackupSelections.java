package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The resources to which AWS Backup's plans apply. */
final class BackupSelections {
    /** Selections by region and path. */
    private final Map<String, ObjectNode> selections = new TreeMap<>();

    synchronized AwsResponse answer(AwsRequest request) {
        String path = request.region() + request.pathAndQuery().replaceFirst("/$", "");
        if (request.method().equals("PUT")) {
            String id = UUID.randomUUID().toString();
            ObjectNode selection = Json.MAPPER.createObjectNode().put("SelectionId", id);
            selection.put("BackupPlanId", path.replaceFirst(".*/plans/", "").replaceFirst("/.*", ""));
            selection.put("CreationDate", 1);
            selection.set("BackupSelection", Json.object(request.text()).get("BackupSelection"));
            selections.put(path + "/" + id, selection);
            return AwsResponse.json(
                    selection.deepCopy().without("BackupSelection").toString());
        }
        ObjectNode found = request.method().equals("DELETE") ? selections.remove(path) : selections.get(path);
        if (found == null) {
            return AwsResponse.error(request, "ResourceNotFoundException", path);
        }
        return AwsResponse.json(request.method().equals("DELETE") ? "" : found.toString());
    }
}
