/** The keys of ordering questions: found at build time by running the incident they speak of. */
import { readIncident, readScenario } from '../book/labs.ts'
import { runIncident } from '../lab/incident.ts'
import { nearestOrder } from '../quizzes/kinds/ordering.ts'
import type { OrderingQuestion } from '../quizzes/question.ts'

/** The items' ids in the order in which their moments happen; else in one order that is right. */
export function orderOf(question: OrderingQuestion): readonly string[] {
  const ids = question.items.map(({ id }) => id)
  if (question.incident === undefined) return nearestOrder(question, ids)
  const incident = readIncident(question.incident)
  const run = runIncident(incident, readScenario(incident.scenario), 1)
  const byMoment = new Map(
    question.items.flatMap(({ moment, id }) => (moment ? [[moment, id]] : [])),
  )
  return run
    .order([...byMoment.keys()])
    .map((moment) => byMoment.get(moment))
    .filter((id) => id !== undefined)
}
