/** The variants of an incident question, run when the book is built: numbers and lanes are the engine's. */
import { durationOf, readIncident, readScenario } from '../book/labs.ts'
import { type Incident, runIncident } from '../lab/incident.ts'
import type { Bilingual } from '../language.ts'
import type { IncidentVariant } from '../quizzes/kinds/incident.ts'
import type { IncidentQuestion } from '../quizzes/question.ts'

export function variantsOf(question: IncidentQuestion): readonly IncidentVariant[] {
  return question.variants.map((id, index) => {
    const incident = readIncident(id)
    const run = runIncident(incident, readScenario(incident.scenario), index + 1)
    const [manifest = ''] = incident.manifests
    return {
      id,
      manifest,
      fault: faultOf(incident, run.node ?? ''),
      replicas: Number(/replicas: (\d+)/.exec(manifest)?.[1] ?? 1),
      answers: Object.fromEntries(
        question.asks.map((ask) => [ask.id, run.measure('ready-replicas', durationOf(ask.after))]),
      ),
      steps: run.timeline(question.lines.map(({ moment }) => moment)),
    }
  })
}

function faultOf({ faults }: Incident, node: string): Bilingual {
  if (faults.some((fault) => 'stopKubelet' in fault))
    return {
      ja: `\`${node}\` のkubeletが止まります。機械の電源は入ったままです。`,
      en: `The kubelet of \`${node}\` stops. The machine stays on.`,
    }
  return { ja: `\`${node}\` の電源が切れます。`, en: `\`${node}\` loses its power.` }
}
