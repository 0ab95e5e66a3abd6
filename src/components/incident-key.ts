/** The keys of ordering questions: found at build time by running the incident they speak of. */
import { readIncident, readScenario } from '../book/labs.ts'
import { runIncident } from '../lab/incident.ts'
import type { OrderingQuestion } from '../quizzes/question.ts'

/** The items' ids in the order in which their moments happen. */
export function orderOf(question: OrderingQuestion): readonly string[] {
  const incident = readIncident(question.incident)
  const run = runIncident(incident, readScenario(incident.scenario), 1)
  const byMoment = new Map(question.items.map(({ moment, id }) => [moment, id]))
  return run
    .order([...byMoment.keys()])
    .map((moment) => byMoment.get(moment))
    .filter((id) => id !== undefined)
}
