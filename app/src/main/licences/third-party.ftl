Licences of the jars in lib/
============================

Jars whose names begin with firstbad- are firstbad's own and under the Apache License 2.0 (LICENSE).
One of them, firstbad-confluent-serializer, is made of other projects' classes, unchanged: Confluent's
serializers and Schema Registry client 7.9.5 (those parts that are under the Apache License 2.0), and
relocated copies of Jackson and Guava (Apache License 2.0). Their licences and notices are in that
jar, in META-INF/confluent-serializer.

Each of the others is as its project published it, with the notices that it brings in its META-INF.
Where several licences are named, the jar is used here under the first that is not a GPL.

<#list dependencyMap?sort_by(["key", "artifactId"]) as entry>
<#assign jar = entry.key>
<#if jar.groupId != "firstbad">
${jar.artifactId}-${jar.version}.jar
    ${jar.groupId} - ${jar.url!"no address given"}
    ${entry.value?join("; ")}
</#if>
</#list>
