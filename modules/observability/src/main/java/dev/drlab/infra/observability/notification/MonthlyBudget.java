package dev.drlab.infra.observability.notification;

import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudget;
import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudgetNotification;
import java.util.List;
import software.constructs.Construct;

/**
 * A monthly budget of the whole account that writes to an address: when the forecast passes 80 % of it, when 80 % are
 * spent, and when all is. A forecast needs about five weeks of usage (AWS Cost Management User Guide, "Creating a
 * budget"): until then the second is the first to come. Not filtered by the project's tag: a budget counts nothing under
 * a tag until somebody has activated that tag for cost allocation (AWS Billing User Guide, "Activating user-defined cost
 * allocation tags"), and would then stay silent.
 */
public final class MonthlyBudget extends Construct {
    private static final int EARLY_PERCENT = 80;
    private static final int SPENT_PERCENT = 100;

    /** Makes the budget below {@code scope}. */
    public MonthlyBudget(Construct scope, String id, MonthlyBudgetProps props) {
        super(scope, id);
        BudgetsBudget.Builder.create(this, "budget")
                .name(props.name())
                .budgetType("COST")
                .limitAmount(Integer.toString(props.usd()))
                .limitUnit("USD")
                .timeUnit("MONTHLY")
                .notification(List.of(
                        notification("FORECASTED", EARLY_PERCENT, props.email()),
                        notification("ACTUAL", EARLY_PERCENT, props.email()),
                        notification("ACTUAL", SPENT_PERCENT, props.email())))
                .build();
    }

    private static BudgetsBudgetNotification notification(String type, int percent, String email) {
        return BudgetsBudgetNotification.builder()
                .comparisonOperator("GREATER_THAN")
                .notificationType(type)
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .subscriberEmailAddresses(List.of(email))
                .build();
    }
}
