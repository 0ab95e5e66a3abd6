/** Steps → what stands on the node after them: the same fold for the picture and for its text. */
import type { NodeStep } from '../../lab/node-story.ts'
import { stateText } from './tell-step.ts'

export interface ContainerBox {
  readonly id: string
  readonly name: string
  readonly state: 'created' | 'running' | 'exited'
}

export interface NodePicture {
  /** What the API says should be on the node. */
  readonly wanted: 'nothing' | 'the-pod' | 'its-end'
  /** What the API knows of how it is. */
  readonly reported: string
  readonly sandbox:
    | { readonly id: string; readonly ip: string; readonly ready: boolean }
    | undefined
  readonly containers: readonly ContainerBox[]
  readonly image: boolean
}

export const emptyNode: NodePicture = {
  wanted: 'nothing',
  reported: '',
  sandbox: undefined,
  containers: [],
  image: false,
}

/** After these steps; `before` is what stood there when they began. */
export function pictureAfter(steps: readonly NodeStep[], before: NodePicture): NodePicture {
  return steps.reduce(afterStep, before)
}

function afterStep(picture: NodePicture, step: NodeStep): NodePicture {
  const { kind, detail } = step
  const id = String(detail['id'] ?? '')
  switch (kind) {
    case 'written':
      return { ...picture, wanted: detail['deleted'] ? 'its-end' : 'nothing' }
    case 'bound':
      return { ...picture, wanted: 'the-pod' }
    case 'report':
      return { ...picture, reported: stateText(detail) }
    case 'gone':
      return { ...picture, wanted: 'nothing', reported: '' }
    case 'ended':
      return withContainer(picture, id, 'exited')
    case 'call':
      return afterCall(picture, step.call ?? '', id, detail)
    case 'sync':
    case 'look':
      return picture
  }
}

function afterCall(
  picture: NodePicture,
  call: string,
  id: string,
  detail: NodeStep['detail'],
): NodePicture {
  const { sandbox, containers } = picture
  switch (call) {
    case 'RunPodSandbox':
      return { ...picture, sandbox: { id, ip: String(detail['ip']), ready: true } }
    case 'PullImage':
      return { ...picture, image: true }
    case 'CreateContainer': {
      const made = { id, name: String(detail['container']), state: 'created' } as const
      return { ...picture, containers: [...containers, made] }
    }
    case 'StartContainer':
      return withContainer(picture, id, 'running')
    case 'StopPodSandbox':
      return { ...picture, sandbox: sandbox && { ...sandbox, ready: false } }
    case 'RemoveContainer':
      return { ...picture, containers: containers.filter((container) => container.id !== id) }
    case 'RemovePodSandbox':
      return { ...picture, sandbox: undefined }
    default:
      return picture
  }
}

function withContainer(
  picture: NodePicture,
  id: string,
  state: ContainerBox['state'],
): NodePicture {
  const containers = picture.containers.map((container) =>
    container.id === id ? { ...container, state } : container,
  )
  return { ...picture, containers }
}
