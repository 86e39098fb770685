package dev.drlab.cli.drill;

import dev.drlab.console.CannotRunException;
import dev.drlab.drill.cloud.Fault;
import dev.drlab.drill.cloud.FaultRecord;
import java.util.ArrayList;
import java.util.List;

/** A region whose service and rules are there or not. */
final class FakeFault implements Fault {
    static final FaultRecord THERE = new FaultRecord(
            FakeDrillCloud.P,
            FakeDrillCloud.ACCOUNT,
            "drlab",
            "drlab-service",
            2,
            2,
            4,
            List.of(new FaultRecord.Rule(
                    "sg-1", "sgr-1", "tcp", 5432, 5432, "10.0.0.0/16", null, null, null, "service tasks")));

    final List<String> calls = new ArrayList<>();
    Runnable onObserve = () -> {};
    Runnable onPut = () -> {};
    boolean inPlace;

    @Override
    public FaultRecord observe() throws CannotRunException {
        calls.add("look");
        onObserve.run();
        if (inPlace) {
            throw new CannotRunException("a fault is in place already");
        }
        return THERE;
    }

    @Override
    public void put(FaultRecord there) {
        calls.add("put " + there.equals(THERE));
        inPlace = true;
        onPut.run();
    }

    @Override
    public List<String> takeBack(FaultRecord there) {
        calls.add("take back " + there.equals(THERE));
        inPlace = false;
        return List.of("as it was again");
    }
}
