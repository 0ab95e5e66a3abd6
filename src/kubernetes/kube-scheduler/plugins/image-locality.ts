/**
 * ImageLocality — nodes that already have the Pod's images are liked better, large images counting
 * more, and images that few nodes have counting less, so that not all Pods run to one node.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/imagelocality/image_locality.go`
 * *Leaves out:* image volumes.
 */
import { maxNodeScore, type Plugin } from '../framework.ts'

const megabyte = 1024 * 1024
const least = 23 * megabyte
const mostPerContainer = 1000 * megabyte

export const imageLocality: Plugin = {
  name: 'ImageLocality',
  weight: 1,
  preScore({ pod: { spec } }, cluster) {
    const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])]
    const images = containers.map(({ image = '' }) => {
      const name = withTag(image)
      return { name, spread: cluster.nodesWithImage(name) / cluster.nodes.length }
    })
    // Where no node has any of them, all score the same: nothing.
    if (images.every(({ spread }) => spread === 0)) return undefined
    const most = mostPerContainer * containers.length
    return {
      score(node) {
        let sum = 0
        for (const { name, spread } of images) {
          const bytes = spread > 0 ? node.images.get(name) : undefined
          if (bytes !== undefined) sum += Math.trunc(bytes * spread)
        }
        const clamped = Math.min(Math.max(sum, least), most)
        return Math.trunc((maxNodeScore * (clamped - least)) / (most - least))
      },
    }
  },
}

/** Nodes report images with their tag. */
export function withTag(image: string): string {
  return image.lastIndexOf(':') > image.lastIndexOf('/') ? image : `${image}:latest`
}
