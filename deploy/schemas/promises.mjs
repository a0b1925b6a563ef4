// What no schema knows: that names lead somewhere, and what every pod of ours is held to.
const workloads = ["Deployment", "StatefulSet"];

export function broken(documents) {
  const pods = documents
    .filter(({ kind }) => workloads.includes(kind))
    .map(({ kind, metadata, spec }) => ({
      name: `${kind}/${metadata.name}`,
      labels: spec.template.metadata.labels,
      spec: spec.template.spec,
      claims: (spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata.name),
    }));
  return [
    ...pods.flatMap(unsafe),
    ...pods.flatMap(lost),
    ...pods.flatMap((pod) => unmade(pod, documents)),
    ...documents.flatMap((document) => astray(document, pods)),
    ...documents.flatMap((document) => unaimed(document, documents)),
  ];
}

const containers = (pod) => [...(pod.spec.initContainers ?? []), ...pod.spec.containers];

function unsafe(pod) {
  const wrong = [];
  const demand = (kept, what) => kept || wrong.push(`${pod.name}: ${what}`);
  const { securityContext: own = {} } = pod.spec;
  demand(own.runAsNonRoot && own.runAsUser === 10001 && own.runAsGroup === 10001, "does not run as 10001:10001");
  demand(own.seccompProfile?.type === "RuntimeDefault", "has no seccomp profile");
  demand(pod.spec.automountServiceAccountToken === false, "gets a token of the cluster");
  for (const { name, image, securityContext = {}, resources = {}, args = [] } of containers(pod)) {
    demand(/[:@](?!latest$)[^/]+$/.test(image), `nodes pull the image of ${name} at each start`);
    demand(securityContext.readOnlyRootFilesystem, `the root of ${name} can be written`);
    demand(securityContext.allowPrivilegeEscalation === false, `${name} can get more rights`);
    demand(securityContext.capabilities?.drop?.includes("ALL"), `${name} keeps capabilities`);
    demand(resources.limits?.memory && resources.requests?.memory, `${name} has no limit of memory`);
    demand(!args.some((arg) => /jdbc:|password/i.test(arg)), `an argument of ${name} holds a secret`);
  }
  for (const { name, startupProbe, readinessProbe, livenessProbe } of pod.spec.containers) {
    demand(startupProbe && readinessProbe && livenessProbe, `${name} lacks a probe`);
  }
  demand(pod.spec.topologySpreadConstraints?.length, "may stand on one node altogether");
  return wrong;
}

// Mounts without a volume, and probes of a port that the container does not name.
function lost(pod) {
  const volumes = [...(pod.spec.volumes ?? []).map(({ name }) => name), ...pod.claims];
  return containers(pod).flatMap((container) => [
    ...(container.volumeMounts ?? [])
      .filter(({ name }) => !volumes.includes(name))
      .map(({ name }) => `${pod.name}: ${container.name} mounts ${name}, which is no volume`),
    ...["startupProbe", "readinessProbe", "livenessProbe"]
      .map((probe) => container[probe]?.httpGet?.port)
      .filter((port) => port && !container.ports.some(({ name }) => name === port))
      .map((port) => `${pod.name}: a probe of ${container.name} asks the port ${port}, which it has not`),
  ]);
}

// Maps of configuration that are not there. Secrets are made by hand where no overlay makes them.
function unmade(pod, documents) {
  const maps = documents.filter(({ kind }) => kind === "ConfigMap").map(({ metadata }) => metadata.name);
  return containers(pod)
    .flatMap(({ envFrom = [] }) => envFrom.map(({ configMapRef }) => configMapRef?.name))
    .filter((name) => name && !maps.includes(name))
    .map((name) => `${pod.name}: there is no ConfigMap ${name}`);
}

// Selectors that select no pod of ours, and ports that the selected pods do not name.
function astray({ kind, metadata, spec }, pods) {
  const selector = {
    Service: () => spec.selector,
    PodDisruptionBudget: () => spec.selector.matchLabels,
    PodMonitor: () => spec.selector.matchLabels,
    NetworkPolicy: () => spec.podSelector.matchLabels,
  }[kind]?.();
  if (!selector) return [];
  const selected = pods.filter(({ labels }) => Object.entries(selector).every(([key, value]) => labels[key] === value));
  if (!selected.length) return [`${kind}/${metadata.name}: selects no pod`];
  const ports = {
    Service: () => spec.ports.map(({ targetPort }) => targetPort),
    PodMonitor: () => spec.podMetricsEndpoints.map(({ port }) => port),
    NetworkPolicy: () => (spec.ingress ?? []).flatMap(({ ports }) => ports.map(({ port }) => port)),
  }[kind]?.() ?? [];
  return ports
    .filter((port) => !selected.every((pod) => containers(pod).some((c) => c.ports?.some(({ name }) => name === port))))
    .map((port) => `${kind}/${metadata.name}: no pod that it selects has the port ${port}`);
}

// What is scaled, and where an ingress leads to.
function unaimed({ kind, metadata, spec }, documents) {
  const there = (wanted, name) => documents.some((other) => other.kind === wanted && other.metadata.name === name);
  const aims = {
    ScaledObject: () => [[spec.scaleTargetRef.kind, spec.scaleTargetRef.name]],
    Ingress: () => spec.rules.flatMap(({ http }) => http.paths.map(({ backend }) => ["Service", backend.service.name])),
    StatefulSet: () => [["Service", spec.serviceName]],
  }[kind]?.() ?? [];
  return aims
    .filter(([wanted, name]) => !there(wanted, name))
    .map(([wanted, name]) => `${kind}/${metadata.name}: there is no ${wanted} ${name}`);
}
