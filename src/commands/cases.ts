/**
 * `npm run cases -- [FOLDER]`: asks the engine what Kubernetes' own tests and binaries were asked,
 * and compares. For each area the numbers passed and failed, for each failure its id and what was
 * said instead; last `N passed, N failed`.
 */
import { failureOf } from './cases/area.ts'
import { areas } from './cases/areas.ts'
import { besideTheProject, tablesIn } from './cases/tables.ts'

const [folder = besideTheProject] = process.argv.slice(2)
const tables = tablesIn(folder)
if (!tables || tables.length === 0) {
  console.error(`No tables in ${folder}. Name a folder: npm run cases -- FOLDER`)
  process.exit(1)
}

let passed = 0
let failed = 0
for (const { area, rows } of tables) {
  const runner = areas[area]
  const failures = rows.flatMap((row) =>
    runner
      ? (failureOf(runner, row) ?? [])
      : [{ id: row.id, name: row.name, problem: 'no runner knows this area' }],
  )
  console.log(`${area}: ${rows.length - failures.length} passed, ${failures.length} failed`)
  for (const { id, name, problem } of failures) console.log(`  ${id} (${name}): ${problem}`)
  passed += rows.length - failures.length
  failed += failures.length
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
