package dev.drlab.infra.data;

import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTable;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTableAttribute;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTablePointInTimeRecovery;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTableServerSideEncryption;
import dev.drlab.contract.authority.ControlTableNames;
import dev.drlab.infra.storage.Protection;
import java.util.List;
import software.constructs.Construct;

/**
 * A region's table of the authority record and the lock. Never a global table: the two regions' records are written apart
 * on purpose, and last-writer-wins between regions would undo a conditional write.
 */
public final class ControlTable extends Construct {
    private final DynamodbTable table;

    /** Creates the table in {@code scope}. */
    public ControlTable(Construct scope, String id, ControlTableProps props) {
        super(scope, id);
        table = DynamodbTable.Builder.create(this, "table")
                .name(props.name())
                .billingMode("PAY_PER_REQUEST")
                .hashKey(ControlTableNames.KEY)
                .attribute(List.of(DynamodbTableAttribute.builder()
                        .name(ControlTableNames.KEY)
                        .type("S")
                        .build()))
                .pointInTimeRecovery(
                        DynamodbTablePointInTimeRecovery.builder().enabled(true).build())
                .serverSideEncryption(DynamodbTableServerSideEncryption.builder()
                        .enabled(true)
                        .kmsKeyArn(props.kmsKeyArn())
                        .build())
                .deletionProtectionEnabled(true)
                .lifecycle(Protection.preventDestroy())
                .build();
    }

    /** Name of the table. */
    public String name() {
        return table.getName();
    }

    /** ARN of the table. */
    public String arn() {
        return table.getArn();
    }
}
