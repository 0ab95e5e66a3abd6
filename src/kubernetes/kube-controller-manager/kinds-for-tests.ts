/** Objects of the kinds beyond Deployments, as tests need them. */
type Json = Readonly<Record<string, unknown>>

const podSpec = (spec: Json, image: string) => ({
  containers: [{ name: 'main', image, ...spec }],
})

/** A kind that keeps Pods running: one line for its own fields. */
export function keeper(kind: 'DaemonSet' | 'StatefulSet', name: string, spec: Json = {}): Json {
  const { image = 'nginx:1.27', ...own } = spec
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: podSpec({}, String(image)) },
      ...own,
    },
  }
}

/** A Job whose program runs this line of a shell. */
export function job(name: string, script: string, spec: Json = {}): Json {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: jobSpec(name, script, spec),
  }
}

export function jobSpec(name: string, script: string, spec: Json = {}): Json {
  const command = ['sh', '-c', script]
  const { restartPolicy = 'Never', ...own } = spec
  return {
    template: {
      metadata: { labels: { app: name } },
      spec: { restartPolicy, ...podSpec({ command }, 'busybox:1.37') },
    },
    ...own,
  }
}

export function cronJob(name: string, script: string, spec: Json = {}): Json {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name },
    spec: { schedule: '* * * * *', jobTemplate: { spec: jobSpec(name, script) }, ...spec },
  }
}

export function budget(name: string, spec: Json): Json {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { selector: { matchLabels: { app: name } }, ...spec },
  }
}

export function autoscaler(name: string, minReplicas: number, maxReplicas: number): Json {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name }
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { scaleTargetRef, minReplicas, maxReplicas },
  }
}
