package dev.drlab.infra.observability.notification;

import dev.drlab.infra.common.Require;

/**
 * @param name of the budget
 * @param usd a month, at least 1
 * @param email that is written to; AWS Budgets asks for no confirmation
 */
public record MonthlyBudgetProps(String name, int usd, String email) {
    public MonthlyBudgetProps {
        Require.text("MonthlyBudgetProps.name", name);
        Require.between("MonthlyBudgetProps.usd", usd, 1, Integer.MAX_VALUE);
        Require.text("MonthlyBudgetProps.email", email);
    }
}
