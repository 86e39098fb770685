/** A synthesized stack, as the tests of constructs read it. Tests only: no construct sees it. */
package dev.drlab.infra.synthesized;
