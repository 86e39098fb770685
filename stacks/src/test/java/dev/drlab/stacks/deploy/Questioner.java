package dev.drlab.stacks.deploy;

import dev.drlab.stacks.iam.Question;
import java.io.IOException;
import java.util.List;

/** Knows what AWS asks IAM about the calls of one kind of program. */
interface Questioner {
    /**
     * The questions, all of which have to be answered with yes.
     *
     * @throws Questions.UnknownCallException if nobody has said what is asked about the call
     */
    List<Question> of(AwsRequest request) throws IOException, InterruptedException;
}
