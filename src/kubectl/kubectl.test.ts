import { describe, expect, it } from 'vitest'
import { testCluster } from '../kubernetes/cluster-for-tests.ts'
import type { Session } from './command.ts'
import { runLine, startLine } from './kubectl.ts'
import { deskOf } from './transcripts/play-transcript.ts'

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: nginx, image: nginx:1.27, ports: [{ containerPort: 80 }] }]
`

/** A cluster, and a prompt before it. */
function prompt(files: Record<string, string> = { 'web.yaml': deployment }) {
  const cluster = testCluster()
  const desk = deskOf(cluster)
  const session: Session = {
    context: 'x',
    namespace: 'default',
    files: new Map(Object.entries(files)),
  }
  /** Types a line and lets time pass until it has ended. */
  const type = (line: string) => {
    const running = startLine(desk, session, line)
    let result = running.poll()
    for (let count = 0; result === 'waiting' && count < 3_000; count++) {
      cluster.simulation.advance(100)
      result = running.poll()
    }
    if (result === 'waiting') throw new Error(`${line} does not end`)
    return result
  }
  /** All that is printed, and the exit code where it is not 0. */
  const says = (line: string) => {
    const { stdout, stderr, exitCode } = type(line)
    return `${stdout}${stderr}`.trimEnd() + (exitCode === 0 ? '' : `\n! exit ${exitCode}`)
  }
  const settle = () => cluster.simulation.settle()
  return { cluster, desk, session, type, says, settle }
}

describe('get', () => {
  it('shows kinds as tables, names with their kind where there are several', () => {
    const { says, settle } = prompt()
    says('kubectl apply -f web.yaml')
    settle()
    expect(says('kubectl get deploy')).toMatch(
      /^NAME {3}READY {3}UP-TO-DATE {3}AVAILABLE {3}AGE\nweb {4}3\/3 {5}3 {12}3 {11}\d+s$/,
    )
    expect(says('kubectl get deploy,svc,pods | grep -c pod/web')).toBe('3')
    expect(says('kubectl get deployment.apps/web -o name')).toBe('deployment.apps/web')
    expect(says('k get po -l app=web --no-headers | wc -l')).toBe('3')
    expect(says("kubectl get po -l 'app in (web, x),!old' -o name | wc -l")).toBe('3')
    expect(says('kubectl get po -l app!=web')).toBe('No resources found in default namespace.')
    expect(says('kubectl get po --show-labels | head -1')).toMatch(/AGE {3,}LABELS$/)
    expect(says('kubectl get ns -A | grep -c default')).toBe('1')
  })

  it('prints objects in other forms', () => {
    const { says } = prompt()
    says('kubectl apply -f web.yaml')
    expect(says(`kubectl get deploy web -o jsonpath='{.spec.replicas} {.kind}{"\\n"}'`)).toBe(
      '3 Deployment',
    )
    expect(says("kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name},{end}'")).toBe(
      'control-plane,node-1,node-2,node-3,',
    )
    expect(
      says(
        'kubectl get node node-1 -o jsonpath=\'{.status.conditions[?(@.type=="Ready")].status}\'',
      ),
    ).toBe('True')
    expect(
      says(
        'kubectl get nodes --sort-by=.metadata.name -o custom-columns=N:.metadata.name,X:.no | tail -1',
      ),
    ).toBe('node-3          <none>')
    expect(says('kubectl get deploy web -o yaml | head -3')).toBe(
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:',
    )
    expect(says('kubectl get deploy -o json | grep -c \'"kind": "List"\'')).toBe('1')
    expect(says('kubectl get deploy -o nonsense')).toMatch(
      /^error: unable to match a printer suitable for the output format "nonsense"/,
    )
  })

  it('says what is not there', () => {
    const { says, desk, session } = prompt()
    expect(says('kubectl get podz')).toBe(
      'error: the server doesn\'t have a resource type "podz"\n! exit 1',
    )
    expect(says('kubectl get pod a b')).toBe(
      'Error from server (NotFound): pods "a" not found\nError from server (NotFound): pods "b" not found\n! exit 1',
    )
    expect(says('kubectl get pods --field-selector foo=bar')).toBe(
      'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "foo=bar": field label not supported: foo\n! exit 1',
    )
    expect(says('kubectl get pods --foo')).toBe(
      "error: unknown flag: --foo\nSee 'kubectl get --help' for usage.\n! exit 1",
    )
    expect(says('kubectl get')).toContain('error: Required resource not specified.')
    expect(says('kubectl foo')).toBe(
      'error: unknown command "foo" for "kubectl"\n\nDid you mean this?\n\ttop\n! exit 1',
    )
    expect(says('get pods')).toBe('get: command not found\n! exit 127')
    expect(startLine(desk, session, 'get pods').printed.at(-1)).toEqual({
      to: 'hint',
      text: 'Did you mean: kubectl get pods\n',
    })
  })

  it('watches until it is interrupted, a row for every change', () => {
    const { cluster, desk, session, says } = prompt()
    const watch = startLine(desk, session, 'kubectl get pods -w')
    expect(watch.poll()).toBe('waiting')
    says('kubectl apply -f web.yaml')
    for (let count = 0; count < 100; count++) {
      cluster.simulation.advance(100)
      watch.poll()
    }
    const { stdout, exitCode } = watch.interrupt()
    expect(exitCode).toBe(130)
    expect(stdout.split('\n')[0]).toMatch(/^NAME/)
    expect(stdout).toMatch(/Pending[\s\S]*ContainerCreating[\s\S]*Running/)
  })
})

describe('changes', () => {
  it('scales, sets, patches, labels and annotates with kubectl’s own words', () => {
    const { says } = prompt()
    says('kubectl apply -f web.yaml')
    expect(says('kubectl scale deploy/web --replicas=2')).toBe('deployment.apps/web scaled')
    expect(says('kubectl scale deploy/web --current-replicas=5 --replicas=3')).toBe(
      'error: Expected replicas to be 5, was 2\n! exit 1',
    )
    expect(says('kubectl scale deploy web --replicas=-2')).toContain(
      'COUNT must be greater than or equal to 0',
    )
    expect(says(`kubectl patch deploy web -p '{"spec":{"replicas":4}}'`)).toBe(
      'deployment.apps/web patched',
    )
    expect(says(`kubectl patch deploy web -p '{"spec":{"replicas":4}}'`)).toBe(
      'deployment.apps/web patched (no change)',
    )
    expect(says('kubectl set image deploy/web nginx=nginx:1.28')).toBe(
      'deployment.apps/web image updated',
    )
    expect(says('kubectl set image deploy/web nginx=nginx:1.28')).toBe('')
    expect(says('kubectl set image deploy/web foo=nginx:1.28')).toBe(
      'error: unable to find container named "foo"\n! exit 1',
    )
    expect(says('kubectl set resources deploy/web --requests=cpu=10m')).toBe(
      'deployment.apps/web resource requirements updated',
    )
    expect(says('kubectl label deploy web tier=web')).toBe('deployment.apps/web labeled')
    expect(says('kubectl label deploy web tier=web')).toBe('deployment.apps/web not labeled')
    expect(says('kubectl label deploy web tier=db')).toBe(
      "error: 'tier' already has a value (web), and --overwrite is false\n! exit 1",
    )
    expect(says('kubectl label deploy web tier-')).toBe('deployment.apps/web unlabeled')
    expect(says('kubectl annotate deploy web note=hi')).toBe('deployment.apps/web annotated')
    expect(
      says('kubectl get deploy web -o jsonpath={.spec.template.spec.containers[0].image}'),
    ).toBe('nginx:1.28')
  })

  it('creates from files and from flags', () => {
    const { says } = prompt()
    expect(says('kubectl create -f web.yaml')).toBe('deployment.apps/web created')
    expect(says('kubectl create -f web.yaml')).toBe(
      'Error from server (AlreadyExists): error when creating "web.yaml": deployments.apps "web" already exists\n! exit 1',
    )
    expect(says('kubectl create deployment hello --image=nginx:1.27 --replicas=2')).toBe(
      'deployment.apps/hello created',
    )
    expect(says('kubectl create deployment hello --image=nginx:1.27')).toBe(
      'error: failed to create deployment: deployments.apps "hello" already exists\n! exit 1',
    )
    expect(says('kubectl scale deployment hello')).toBe(
      'error: required flag(s) "replicas" not set\n! exit 1',
    )
    expect(says('kubectl create deployment')).toBe(
      'error: required flag(s) "image" not set\n! exit 1',
    )
    expect(says('kubectl run one --image=nginx:1.27')).toBe('pod/one created')
    expect(says('kubectl expose deployment hello --port=80')).toBe('service/hello exposed')
    expect(says('kubectl create namespace lab')).toBe('namespace/lab created')
    expect(says('kubectl apply -f nope.yaml')).toBe(
      'error: the path "nope.yaml" does not exist\n! exit 1',
    )
    expect(says('kubectl apply -f web.yaml --dry-run=client -o name')).toMatch(
      /^deployment.apps\/web\n/,
    )
    expect(says('kubectl create deployment x --image=a --dry-run=client -o yaml | head -2')).toBe(
      'apiVersion: apps/v1\nkind: Deployment',
    )
  })

  it('offers a text to edit, and applies what was made of it', () => {
    const { desk, session, says } = prompt()
    says('kubectl apply -f web.yaml')
    const opened = startLine(desk, session, 'kubectl edit deploy web')
    const text = opened.offer?.text ?? ''
    expect(text).toContain('replicas: 3')
    const edited = text.replace('replicas: 3', 'replicas: 6')
    expect(runLine(desk, session, 'kubectl edit deploy web', { edited }).stdout).toBe(
      'deployment.apps/web edited\n',
    )
    expect(says('kubectl get deploy web -o jsonpath={.spec.replicas}')).toBe('6')
    const { stderr } = runLine(desk, session, 'kubectl edit deploy web', { edited })
    expect(stderr).toMatch(/Edit cancelled|Conflict/)
  })
})

describe('waiting', () => {
  it('follows a rollout and goes back', () => {
    const { says } = prompt()
    says('kubectl apply -f web.yaml')
    const status = says('kubectl rollout status deploy/web')
    expect(status).toContain(
      'Waiting for deployment "web" rollout to finish: 0 of 3 updated replicas are available...',
    )
    expect(status).toMatch(/deployment "web" successfully rolled out$/)
    says('kubectl set image deploy/web nginx=nginx:1.28')
    says('kubectl rollout status deploy/web')
    expect(says('kubectl rollout history deploy/web')).toBe(
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>',
    )
    expect(says('kubectl rollout undo deploy/web')).toBe('deployment.apps/web rolled back')
    expect(says('kubectl rollout undo deploy/web --to-revision=99')).toBe(
      'error: unable to find specified revision 99 in history\n! exit 1',
    )
    expect(says('kubectl rollout pause deploy/web')).toBe('deployment.apps/web paused')
    expect(says('kubectl rollout pause deploy/web')).toBe(
      'error: deployments.apps "web" is already paused\n! exit 1',
    )
    expect(says('kubectl rollout restart deploy/web')).toContain("can't restart paused deployment")
    expect(says('kubectl rollout resume deploy/web')).toBe('deployment.apps/web resumed')
    expect(
      says('kubectl get deploy web -o jsonpath={.spec.template.spec.containers[0].image}'),
    ).toBe('nginx:1.27')
  })

  it('waits for conditions and for the end', () => {
    const { says, cluster } = prompt()
    says('kubectl run one --image=nginx:1.27')
    expect(says('kubectl wait --for=condition=Ready pod/one --timeout=60s')).toBe(
      'pod/one condition met',
    )
    const before = cluster.simulation.now
    expect(says('kubectl wait --for=condition=Never pod/one --timeout=3s')).toBe(
      'error: timed out waiting for the condition on pods/one\n! exit 1',
    )
    expect(cluster.simulation.now - before).toBeGreaterThanOrEqual(3_000)
    expect(says('kubectl delete pod one')).toBe('pod "one" deleted from default namespace')
    expect(says('kubectl get pods')).toBe('No resources found in default namespace.')
    expect(says('kubectl delete pod one')).toBe(
      'Error from server (NotFound): pods "one" not found\n! exit 1',
    )
    expect(says('kubectl delete pods --all')).toBe('No resources found')
  })

  it('closes a node, empties it and opens it again', () => {
    const { says } = prompt()
    says('kubectl apply -f web.yaml')
    says('kubectl rollout status deploy/web')
    const node = says('kubectl get pods -o jsonpath={.items[0].spec.nodeName}')
    const drained = says(`kubectl drain ${node}`)
    expect(drained).toContain(`node/${node} cordoned`)
    expect(drained).toMatch(new RegExp(`node/${node} drained$`))
    expect(says(`kubectl get pods --field-selector spec.nodeName=${node}`)).toBe(
      'No resources found in default namespace.',
    )
    expect(says(`kubectl uncordon ${node}`)).toBe(`node/${node} uncordoned`)
    expect(says(`kubectl taint nodes ${node} a=b:NoSchedule`)).toBe(`node/${node} tainted`)
    expect(says(`kubectl taint nodes ${node} a-`)).toBe(`node/${node} untainted`)
    expect(says(`kubectl taint nodes ${node} a-`)).toBe('error: taint "a" not found\n! exit 1')
    says('kubectl run lone --image=nginx:1.27')
    says('kubectl wait --for=condition=Ready pod/lone')
    const home = says('kubectl get pod lone -o jsonpath={.spec.nodeName}')
    expect(says(`kubectl drain ${home}`)).toContain(
      'cannot delete Pods that declare no controller (use --force to override): default/lone',
    )
  })
})

describe('the prompt', () => {
  it('keeps a namespace, reads files, and knows its own limits', () => {
    const { says } = prompt()
    expect(says('kubectl config set-context --current --namespace=lab')).toBe(
      'Context "x" modified.',
    )
    expect(says('kubectl get pods')).toBe('No resources found in lab namespace.')
    expect(says('ls')).toBe('web.yaml')
    expect(says('grep -n replicas web.yaml')).toBe('5:  replicas: 3')
    expect(says('cat no.yaml')).toBe('cat: no.yaml: No such file or directory\n! exit 1')
    expect(says('kubectl get ns -o name > out && wc -l out')).toBe('4 out')
    expect(says('kubectl get pods &')).toMatch(/does not take &/)
    expect(says('kubectl version')).toMatch(/^Client Version: v1\.35/)
    expect(says('kubectl auth can-i create pods')).toBe('yes')
    expect(says('kubectl explain deployment.spec.replicas')).toMatch(
      /^GROUP: {6}apps\nKIND: {7}Deployment\nVERSION: {4}v1\n\nFIELD: replicas <integer>/,
    )
    expect(says('kubectl api-resources | grep -c deployments')).toBe('1')
    expect(says('kubectl top nodes')).toBe('error: Metrics API not available\n! exit 1')
    expect(says('kubectl help scale')).toContain('kubectl scale --replicas=N')
    expect(says('kubectl logs')).toContain(
      "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.",
    )
  })
})
