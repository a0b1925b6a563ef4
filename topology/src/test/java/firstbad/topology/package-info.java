@org.jspecify.annotations.NullMarked
package firstbad.topology;
