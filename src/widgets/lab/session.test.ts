import { expect, test } from 'vitest'
import { engineVersion } from '../../lab/recording.ts'
import { readSession } from './session.ts'

const recording = { scenario: 'three-nodes', seed: 1, engine: engineVersion, actions: [] }
const session = { recording, time: 5 }
const read = (value: unknown) => readSession(JSON.stringify(value), 'three-nodes')

test('a session comes back with the futures that were left', () => {
  expect(read(session)).toEqual({ session })
  const both = { ...session, others: [{ recording, time: 9 }] }
  expect(read(both)).toEqual({ session: both })
})

test('what does not fit is left out', () => {
  const foreign = { recording: { ...recording, engine: '0' }, time: 9 }
  expect(read(foreign)).toEqual({})
  expect(
    read({ ...session, others: [foreign, { time: 1 }, null, { recording, time: 9 }] }),
  ).toEqual({ session: { ...session, others: [{ recording, time: 9 }] } })
  expect(read({ ...session, others: 'all' })).toEqual({ session })
  expect(read({ time: 'now' })).toEqual({})
  expect(readSession('{"recording"', 'three-nodes')).toEqual({})
})
