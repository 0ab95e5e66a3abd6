import { describe, expect, it } from 'vitest'
import { decodeProtobuf, ProtobufError } from './protobuf.ts'

/** A field with content: its number, then how long it is, then what it is. */
function field(number: number, content: readonly number[] | string): number[] {
  const bytes = typeof content === 'string' ? [...new TextEncoder().encode(content)] : content
  return [(number << 3) | 2, bytes.length, ...bytes]
}

function integer(number: number, value: number): number[] {
  return [number << 3, value]
}

function envelope(apiVersion: string, kind: string, object: readonly number[]): Uint8Array {
  const typeMeta = field(1, [...field(1, apiVersion), ...field(2, kind)])
  return Uint8Array.from([0x6b, 0x38, 0x73, 0, ...typeMeta, ...field(2, object)])
}

describe('decodeProtobuf', () => {
  it('reads names, maps, pointers and lists of a Deployment', () => {
    const container = [...field(1, 'web'), ...field(2, 'nginx')]
    const template = field(3, field(2, field(2, container)))
    const selector = field(2, field(1, [...field(1, 'app'), ...field(2, 'web')]))
    const spec = [...integer(1, 0), ...selector, ...template]
    const body = envelope('apps/v1', 'Deployment', [
      ...field(1, field(1, 'web')),
      ...field(2, spec),
      ...field(3, []),
    ])
    expect(decodeProtobuf(body)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: { spec: { containers: [{ name: 'web', image: 'nginx' }] } },
      },
    })
  })

  it('keeps the bytes of a Secret as base64, and keys that look dangerous as keys', () => {
    const entry = [...field(1, '__proto__'), ...field(2, [1, 2, 3])]
    const secret = decodeProtobuf(envelope('v1', 'Secret', field(2, entry)))
    expect(Object.entries(secret['data'] as object)).toEqual([['__proto__', 'AQID']])
  })

  it('reads numbers and names of ports', () => {
    const named = [...integer(1, 1), ...field(3, 'http')]
    const port = [...integer(3, 80), ...field(4, named)]
    const service = decodeProtobuf(envelope('v1', 'Service', field(2, field(1, port))))
    expect(service['spec']).toEqual({ ports: [{ port: 80, targetPort: 'http' }] })
  })

  it.each([
    ['no envelope', Uint8Array.from([1, 2, 3, 4])],
    ['an unknown kind', envelope('v1', 'Gizmo', [])],
    ['bytes that end too early', envelope('v1', 'Pod', [0x0a, 0x7f, 1])],
    ['a number without an end', envelope('v1', 'Pod', Array(12).fill(0xff))],
    ['a number where a message belongs', envelope('v1', 'Pod', integer(1, 3))],
  ])('refuses %s', (_, body) => {
    expect(() => decodeProtobuf(body)).toThrow(ProtobufError)
  })

  it('never throws anything else, whatever the bytes', () => {
    let state = 20_260_101
    const next = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state >>> 24
    }
    for (let run = 0; run < 2000; run++) {
      const body = envelope('apps/v1', 'Deployment', Array.from({ length: run % 60 }, next))
      try {
        decodeProtobuf(body)
      } catch (error) {
        expect(error).toBeInstanceOf(ProtobufError)
      }
    }
  })
})
