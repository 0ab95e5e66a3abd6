/**
 * What hands do in a data centre, as addresses to POST to: no API of Kubernetes has them.
 * `serve-cluster.ts` lists them.
 */
import type { ComponentName } from '../kubernetes/component.ts'
import { components } from '../kubernetes/components.ts'
import type { Action } from '../lab/action.ts'
import type { Lab } from '../lab/lab.ts'

const furthestSeconds = 24 * 60 * 60

export function createHands(lab: Lab): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return said(405, 'these addresses take POST')
    const url = new URL(request.url)
    const [kind = '', ...words] = url.pathname.split('/').slice(2)
    if (kind === 'advance') return advance(lab, Number(url.searchParams.get('seconds')))
    const action = actionOf(lab, kind, words)
    if (typeof action === 'string') return said(404, action)
    lab.act(action)
    return said(200, 'done')
  }
}

function advance(lab: Lab, seconds: number): Response {
  if (!(seconds > 0 && seconds <= furthestSeconds))
    return said(400, `seconds is a number up to ${furthestSeconds}`)
  lab.advance(seconds * 1000)
  return said(200, 'done')
}

/** What is to be done, or why nothing is. */
function actionOf(lab: Lab, kind: string, words: readonly string[]): Action | string {
  const machines = lab.scenario.machines.map(({ name }) => name)
  const unknown = (name: string) => `there is no machine ${name}; there are: ${machines.join(', ')}`
  const [first = '', second = '', third = ''] = words
  switch (kind) {
    case 'machines':
      if (!machines.includes(first)) return unknown(first)
      if (second === 'power-off' || second === 'power-on') return { type: second, machine: first }
      return 'a machine knows power-off and power-on'
    case 'links': {
      const stranger = [first, second].find((name) => !machines.includes(name))
      if (stranger !== undefined) return unknown(stranger)
      if (third === 'cut' || third === 'mend') return { type: third, machines: [first, second] }
      return 'a link knows cut and mend'
    }
    case 'components': {
      const [name = '', machine] = first.split('@')
      if (!components.some((component) => component.name === name))
        return `there is no component ${name}; there are: ${components.map((each) => each.name).join(', ')}`
      if (machine !== undefined && !machines.includes(machine)) return unknown(machine)
      if (second !== 'stop' && second !== 'start') return 'a component knows stop and start'
      const component = name as ComponentName
      return { type: second, component, ...(machine === undefined ? {} : { machine }) }
    }
    default:
      return 'there are machines, links, components and advance'
  }
}

function said(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain' } })
}
