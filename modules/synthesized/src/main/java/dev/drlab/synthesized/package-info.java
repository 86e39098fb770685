/** What the tests of constructs read of a synthesized stack. Tests only: no construct sees it. */
package dev.drlab.synthesized;
