package dev.drlab.infra.stacks.deploy;

import dev.drlab.infra.stacks.iam.Question;
import java.io.IOException;
import java.util.List;

/** Knows the rights that AWS checks for the calls of one kind of program. */
interface Questioner {
    /**
     * The questions to IAM, which must all be answered with yes.
     *
     * @throws Questions.UnknownCallException if the call has no entry
     */
    List<Question> of(AwsRequest request) throws IOException, InterruptedException;
}
