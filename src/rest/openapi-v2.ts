/**
 * `/openapi/v2`, as empty as it may be: kubectl looks there for kinds that version 3 does not name, and
 * must find that they are not there.
 *
 * *Upstream:* `k8s.io/kube-openapi/pkg/handler`, `github.com/google/gnostic-models/openapiv2`
 * *Leaves out:* everything that version 3 says.
 */
import { kubernetesVersion } from '../kubernetes/version.ts'

export const openApiV2Type = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf'
/** As it is answered: the sign in the name that is asked for may not stand in one. */
export const openApiV2Answered = openApiV2Type.replace('@', '.')

const info = { title: 'Kubernetes', version: kubernetesVersion }

export const openApiV2 = { swagger: '2.0', info, paths: {}, definitions: {} }

/** The same in protocol buffers: every field here is a text or holds some. */
export function openApiV2Bytes(): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const field = (number: number, bytes: ArrayLike<number>) => [
    (number << 3) | 2,
    bytes.length,
    ...Array.from(bytes),
  ]
  const text = (number: number, value: string) => field(number, encoder.encode(value))
  const about = [...text(1, info.title), ...text(2, info.version)]
  return Uint8Array.from([...text(1, openApiV2.swagger), ...field(2, about), ...field(8, [])])
}
